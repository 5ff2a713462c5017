// Logging in, signing up and logging out: the same on every page.

import {account, logIn, logOut, signUp} from './api.js';
import {button, field, h, notice} from './dom.js';

/**
 * A form to log in or sign up.
 *
 * @param options role: of those who sign up here (CUSTOMER when absent); canSignUp; done: called afterwards
 */
export function loginForm({role = null, canSignUp = true, done}) {
  const name = field('Name', {name: 'name', required: true, autocomplete: 'username', maxlength: 60});
  const password = field('Password', {name: 'password', type: 'password', required: true,
    autocomplete: 'current-password', maxlength: 200}, canSignUp ? 'To sign up: 8 characters at least.' : '');
  const said = h('div', {'aria-live': 'assertive'});
  const buttons = [];
  const work = async action => {
    name.say('');
    said.replaceChildren();
    if (!form.reportValidity()) {
      return;
    }
    buttons.forEach(each => (each.disabled = true));
    try {
      await action(name.input.value.trim(), password.input.value);
      done?.(account());
    } catch (problem) {
      if (problem.code === 'NAME_TAKEN' || problem.code === 'NAME_INVALID') {
        name.say(problem.message);
      }
      said.replaceChildren(notice('bad', h('p', {}, problem.message)));
    } finally {
      buttons.forEach(each => (each.disabled = false));
    }
  };
  buttons.push(h('button', {type: 'submit', class: 'main'}, 'Log in'));
  if (canSignUp) {
    buttons.push(button('Sign up', () => work((who, secret) => signUp(who, secret, role))));
  }
  const form = h('form', {class: 'panel login', onsubmit: event => {
    event.preventDefault();
    work(logIn);
  }}, name, password, said, h('p', {class: 'actions'}, buttons));
  return form;
}

/** Who one is, with a way out. */
export function whoIsIn(done) {
  const me = account();
  return me && h('p', {class: 'who'}, 'Logged in as ', h('strong', {}, me.name), ' ',
    button('Log out', async () => {
      try {
        await logOut();
      } catch {
        // This browser has forgotten the session; it ends by itself where nobody was reached.
      }
      done?.();
    }, {class: 'quiet'}));
}
