// Messages of one order, for those who work on it.

import {account, get} from './api.js';
import {button, h} from './dom.js';
import {statusText} from './format.js';
import {linesOf} from './kitchen-cards.js';
import {messageList, writing} from './talk.js';

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

function talk(path, leaving, isReader) {
  const {list, look} = messageList(path, leaving, ROLES, role => role === OURS[account()?.role]);
  return h('section', {class: 'panel', 'aria-labelledby': 'talk'}, h('h2', {id: 'talk'}, 'Messages'), list,
    isReader ? h('p', {class: 'soft'}, 'Operators read here, and do not write.') : writing(path, look));
}
