// Messages of one order, for those who work on it.

import {account, get, newKey, post} from './api.js';
import {button, field, fill, h, notice} from './dom.js';
import {statusText, when} from './format.js';
import {linesOf} from './kitchen-cards.js';

const LOOK_MILLIS = 5_000;
const OURS = {RESTAURANT: 'restaurant', COURIER: 'courier', OPERATOR: 'operator'};
const ROLES = {customer: 'Customer', restaurant: 'Restaurant', courier: 'Courier', operator: 'Operator'};

/** An order by itself: what it is, and what is said about it. */
export async function talkView({argument: id, leaving}) {
  const path = `/v1/orders/${encodeURIComponent(id)}`;
  const order = await get(path, {signal: leaving});
  const isOperator = account()?.role === 'OPERATOR';
  return [
    h('h1', {}, `Order at ${order.restaurantName}`),
    h('p', {class: 'soft'}, `${statusText(order.status)} · `, h('code', {}, order.id)),
    h('section', {class: 'panel', 'aria-label': 'What was ordered'}, linesOf(order), order.note && h('p', {}, `Note: ${order.note}`)),
    talk(path, leaving, isOperator),
    h('p', {}, button('Back', () => history.back(), {class: 'quiet'})),
  ];
}

/** Looks while it is shown: streams of orders do not tell of messages. */
function talk(path, leaving, isReader) {
  const list = h('ul', {class: 'talk', 'aria-live': 'polite', 'aria-label': 'Messages', tabindex: 0});
  let last = null;
  const look = async () => {
    if (document.hidden || leaving.aborted) {
      return;
    }
    try {
      const page = await get(`${path}/messages?limit=50`, {signal: leaving, patience: LOOK_MILLIS});
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
  return h('section', {class: 'panel', 'aria-labelledby': 'talk'}, h('h2', {id: 'talk'}, 'Messages'), list,
    isReader ? h('p', {class: 'soft'}, 'Operators read here, and do not write.') : writing(path, look));
}

const shown = each => h('li', {class: each.role === OURS[account()?.role] ? 'mine' : null},
  h('p', {class: 'soft small'}, `${ROLES[each.role] ?? each.role}, `, h('time', {datetime: each.at}, when(each.at))), h('p', {}, each.text));

function writing(path, look) {
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
      await look();
    } catch (problem) {
      fill(said, notice('bad', h('p', {}, problem.isOpen ? 'Not known yet whether it arrived. Send it again: it will be there once.' : problem.message)));
    }
  }, {id: 'send', class: 'main'});
  return [text, said, h('p', {class: 'actions'}, send)];
}
