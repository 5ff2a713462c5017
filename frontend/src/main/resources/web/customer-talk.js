// Messages to the restaurant and the courier, and the review afterwards.

import {get, newKey, post, put} from './api.js';
import {button, field, fill, h, notice} from './dom.js';
import {when} from './format.js';

const LOOK_MILLIS = 5_000;
const ROLES = {customer: 'You', restaurant: 'Restaurant', courier: 'Courier', operator: 'Operator'};

/** Looks for new messages while it is shown: streams of orders do not tell of them. */
export function talk(path, leaving) {
  const list = h('ul', {class: 'plain talk', 'aria-live': 'polite', 'aria-label': 'Messages', tabindex: 0});
  const text = field('Message', {tag: 'textarea', id: 'message', rows: 2, maxlength: 500, required: true});
  const said = h('div', {'aria-live': 'assertive'});
  let count = -1;
  const look = async () => {
    if (document.hidden || leaving.aborted) {
      return;
    }
    try {
      const page = await get(`${path}/messages?limit=50`, {signal: leaving, patience: LOOK_MILLIS});
      if (page.items.length !== count) {
        count = page.items.length;
        fill(list, count === 0 ? h('li', {class: 'soft'}, 'Nothing yet.') : page.items.map(message));
        list.scrollTop = list.scrollHeight;
      }
    } catch {
      // The next look may find more; the banner says when nobody answers.
    }
  };
  const timer = setInterval(look, LOOK_MILLIS);
  leaving.addEventListener('abort', () => clearInterval(timer), {once: true});
  look();
  let draft = {key: newKey(), text: ''};
  const send = button('Send', async () => {
    const words = text.input.value.trim();
    if (!words) {
      text.input.focus();
      return;
    }
    // The same words again are the same message, until it is known that they have arrived.
    draft = draft.text === words ? draft : {key: newKey(), text: words};
    try {
      await post(`${path}/messages`, {text: words}, {key: draft.key});
      draft = {key: newKey(), text: ''};
      text.input.value = '';
      fill(said);
      await look();
    } catch (problem) {
      fill(said, notice('bad', h('p', {}, problem.isOpen ? 'Not known yet whether it arrived. Send it again: it will be there once.' : problem.message)));
    }
  }, {id: 'send'});
  return h('section', {class: 'panel', 'aria-labelledby': 'talk'},
    h('h2', {id: 'talk'}, 'Messages'), h('p', {class: 'soft small'}, 'The restaurant and, once there is one, the courier read them.'),
    list, text, said, h('p', {class: 'actions'}, send));
}

const message = each => h('li', {class: each.role === 'customer' ? 'mine' : null},
  h('p', {class: 'soft small'}, `${ROLES[each.role] ?? each.role}, `, h('time', {datetime: each.at}, when(each.at))), h('p', {}, each.text));

/** Of a completed order; a later one takes the place of the first. */
export function reviewForm(path) {
  const stars = h('div', {class: 'stars'}, [1, 2, 3, 4, 5].map(value =>
    h('label', {class: 'choice'}, h('input', {type: 'radio', name: 'stars', value: String(value), required: true}), `${value} ★`)));
  const text = field('In words (optional)', {tag: 'textarea', id: 'review-text', rows: 2, maxlength: 500});
  const said = h('div', {'aria-live': 'polite', id: 'review-said'});
  const form = h('form', {class: 'panel', onsubmit: async event => {
    event.preventDefault();
    const words = text.input.value.trim();
    const chosen = Number(new FormData(form).get('stars'));
    try {
      await put(`${path}/review`, {stars: chosen, ...(words && {text: words})});
      fill(said, notice('good', h('p', {}, 'Thank you. Others can read it now; send another to change it.')));
    } catch (problem) {
      fill(said, notice('bad', h('p', {}, problem.message)));
    }
  }},
  h('h2', {}, 'How was it?'),
  h('fieldset', {}, h('legend', {}, 'Stars'), stars), text, said,
  h('p', {class: 'actions'}, h('button', {type: 'submit', class: 'main', id: 'review'}, 'Send review')));
  return form;
}
