// One's own orders, and the same again.

import {account, get, withQuery} from './api.js';
import {isOpenOrder} from './customer-placing.js';
import {keep, mayFill} from './customer-basket.js';
import {button, fill, h, notice} from './dom.js';
import {isOver, money, statusText, when} from './format.js';
import {address, go} from './router.js';
import {write} from './store.js';

const PAGE = 20;

export async function ordersView({query, leaving}) {
  const cursor = query.get('cursor') ?? '';
  const page = await get(withQuery('/v1/orders', {limit: PAGE, cursor}));
  return [
    h('h1', {}, 'Your orders'),
    isOpenOrder() && notice('warn', h('p', {}, 'One more was sent, and it is not known yet whether it was placed. ',
      h('a', {href: address('checkout')}, 'Go on with it'))),
    !account() && notice('info', h('p', {}, 'This browser remembers you as a guest. ',
      h('a', {href: address('account')}, 'Sign up'), ' to see your orders elsewhere too: they stay yours.')),
    page.items.length === 0 && h('p', {}, 'None yet. ', h('a', {href: '#/'}, 'Find a restaurant')),
    h('ul', {class: 'plain', id: 'orders'}, page.items.map(order => card(order, leaving))),
    h('p', {class: 'more'},
      cursor && h('a', {class: 'button quiet', href: address('orders')}, 'Newest'),
      page.nextCursor && h('a', {class: 'button', href: address('orders', '', {cursor: page.nextCursor})}, 'Older')),
  ];
}

function card(order, leaving) {
  const said = h('div', {'aria-live': 'assertive'});
  return h('li', {class: 'panel'},
    h('div', {class: 'row'},
      h('h2', {}, h('a', {href: address('order', order.id)}, order.restaurantName)),
      h('span', {class: `tag ${isOver(order.status) ? '' : 'good'}`}, statusText(order.status))),
    h('p', {class: 'soft small'}, `${when(order.placedAt)} · ${money(order.totalPence)} · `,
      order.lines.map(line => `${line.quantity} × ${line.name}`).join(', ')),
    said,
    h('p', {class: 'actions'}, button('Order again', () => reorder(order.id, said, leaving),
      {class: 'quiet', 'aria-label': `Order again from ${order.restaurantName}`})));
}

/** Fills the basket with what can be had of an order today, and goes to the checkout. */
export async function reorder(orderId, said, leaving) {
  try {
    const today = await get(`/v1/orders/${encodeURIComponent(orderId)}/basket`);
    const path = `/v1/restaurants/${encodeURIComponent(today.request.restaurantId)}`;
    const [restaurant, menu] = await Promise.all([get(path), get(`${path}/menu`)]);
    if (leaving.aborted || !(await mayFill(restaurant)) || leaving.aborted) {
      return;
    }
    const dishes = new Map(menu.categories.flatMap(category => category.items).map(dish => [dish.id, dish]));
    const lines = (today.request.lines ?? []).filter(line => dishes.has(line.itemId)).map(line => lineOf(line, dishes.get(line.itemId)));
    if (lines.length === 0) {
      throw new Error(`Nothing of it is to be had any more at ${restaurant.name}.`);
    }
    keep({restaurantId: restaurant.id, restaurantName: restaurant.name, lines});
    write('missing', today.missing.map(gone => gone.choice ? `${gone.name} (${gone.choice})` : gone.name));
    write('checkout', {service: today.request.service, voucher: '', tipPence: 0});
    go(address('checkout'));
  } catch (problem) {
    fill(said, notice('bad', h('p', {}, problem.message)));
  }
}

function lineOf({itemId, quantity, choices}, dish) {
  const chosen = dish.options.flatMap(option => option.choices).filter(choice => (choices ?? []).includes(choice.id));
  return {itemId, name: dish.name, quantity, choices: choices ?? [], choiceNames: chosen.map(choice => choice.name),
    unitPence: chosen.reduce((sum, choice) => sum + choice.pricePence, dish.pricePence)};
}
