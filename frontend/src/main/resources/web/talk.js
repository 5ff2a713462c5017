// What is said about an order: a list that looks for more while it is shown, and a place to write.

import {get, newKey, post} from './api.js';
import {button, field, fill, h, notice} from './dom.js';
import {when} from './format.js';

const LOOK_MILLIS = 5_000;

/**
 * Streams of orders do not tell of messages, so it looks.
 *
 * @param roles what to call whom, by role
 * @param isMine (role) => whether it is from whoever reads
 * @return {list, look}
 */
export function messageList(path, leaving, roles, isMine) {
  const list = h('ul', {class: 'plain talk', 'aria-live': 'polite', 'aria-label': 'Messages', tabindex: 0});
  const shown = each => h('li', {class: isMine(each.role) ? 'mine' : null},
    h('p', {class: 'soft small'}, `${roles[each.role] ?? each.role}, `, h('time', {datetime: each.at}, when(each.at))), h('p', {}, each.text));
  let last = null;
  const look = async () => {
    if (document.hidden || leaving.aborted) {
      return;
    }
    try {
      const page = await get(`${path}/messages?limit=50`, {signal: leaving, patience: LOOK_MILLIS});
      // Not their number: a full page has fifty, whatever is new in it.
      const newest = page.items.map(message => message.id).join();
      if (newest !== last) {
        last = newest;
        fill(list, page.items.length === 0 ? h('li', {class: 'soft'}, 'Nothing yet.') : page.items.map(shown));
        list.scrollTop = list.scrollHeight;
      }
    } catch {
      // The next look may find more; the banner says when nobody answers.
    }
  };
  const timer = setInterval(look, LOOK_MILLIS);
  leaving.addEventListener('abort', () => clearInterval(timer), {once: true});
  look();
  return {list, look};
}

/** A message of one's own; told(): it has arrived. */
export function writing(path, told) {
  const text = field('Message', {tag: 'textarea', id: 'message', rows: 2, maxlength: 500});
  const said = h('div', {'aria-live': 'assertive'});
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
      await told();
    } catch (problem) {
      fill(said, notice('bad', h('p', {}, problem.isOpen ? 'Not known yet whether it arrived. Send it again: it will be there once.' : problem.message)));
    }
  }, {id: 'send', class: 'main'});
  return [text, said, h('p', {class: 'actions'}, send)];
}
