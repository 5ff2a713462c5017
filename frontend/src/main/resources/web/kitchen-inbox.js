// The orders of a restaurant as they come and change, and what the kitchen does about them.

import {account, get} from './api.js';
import {fill, h, notice, select, button} from './dom.js';
import {clock, money, plural, statusText, when} from './format.js';
import {cards, commander, linesOf, liveLine, withReason} from './kitchen-cards.js';
import {address, failure} from './router.js';
import {follow} from './stream.js';

const COLUMNS = [
  ['New', ['PLACED']],
  ['Accepted', ['ACCEPTED']],
  ['In the kitchen', ['PREPARING']],
  ['Ready', ['READY', 'OUT_FOR_DELIVERY']],
];
const MINUTES = [15, 25, 40, 60];
const DELAY_MINUTES = 10;
const MINUTE_MILLIS = 60_000;
const SHOWN = 100;

export async function inboxView({argument: id, leaving, again}) {
  const path = `/v1/restaurants/${encodeURIComponent(id)}`;
  const restaurant = await get(path, {signal: leaving});
  const calling = h('div', {class: 'calling', id: 'calling', 'aria-live': 'assertive'});
  const live = liveLine();
  const refused = h('div');
  const columns = COLUMNS.map(([name, statuses]) => column(name, statuses));
  const inbox = cards(
    (order, told) => ticket(order, told),
    order => columns.find(each => each.statuses.includes(order.status))?.list ?? null);
  const count = () => columns.forEach(each => each.count());
  let known = null;
  const close = follow(`${path}/orders/events?limit=${SHOWN}`, {
    event: (name, page) => {
      announce(calling, page.items, known);
      known = new Set(page.items.map(order => order.id));
      inbox.show(page.items);
      count();
    },
    state: live.say,
    refused: problem => fill(refused, failure(problem, again)),
  });
  leaving.addEventListener('abort', close, {once: true});
  const observer = new MutationObserver(count);
  columns.forEach(each => observer.observe(each.list, {childList: true}));
  return [
    h('h1', {}, restaurant.name), live, refused, calling,
    !restaurant.openNow && notice('warn', h('p', {}, 'Closed for new orders now. ', h('a', {href: address('hours', id)}, 'Opening hours and pause'))),
    account()?.role === 'OPERATOR' && notice('info', h('p', {}, 'Operators look on: only its owner answers orders.')),
    h('div', {class: 'columns'}, columns.map(each => each.element)),
  ];
}

function column(name, statuses) {
  const list = h('ul', {class: 'plain'});
  const number = h('span', {class: 'tag'}, '0');
  const none = h('p', {class: 'soft small'}, 'None.');
  return {
    statuses,
    list,
    element: h('section', {'data-column': name}, h('h2', {}, `${name} `, number), list, none),
    count() {
      const now = String(list.childElementCount);
      if (number.textContent !== now) {
        number.textContent = now;
      }
      none.hidden = list.childElementCount > 0;
    },
  };
}

/** Says aloud and on the page what has come since the list was seen last. */
function announce(calling, orders, known) {
  const fresh = orders.filter(order => order.status === 'PLACED' && known && !known.has(order.id));
  const waiting = orders.filter(order => order.status === 'PLACED').length;
  document.title = `${waiting ? `(${waiting}) ` : ''}Kitchen - Grapevine`;
  if (fresh.length) {
    fill(calling, h('div', {class: 'notice good'}, fresh.map(order =>
      h('p', {}, `New order: ${order.lines.map(line => `${line.quantity} × ${line.name}`).join(', ')}, ${money(order.totalPence)}`))));
  } else if (!waiting) {
    fill(calling);
  }
}

function ticket(first, told) {
  const state = h('div');
  const actions = h('div');
  const said = h('div', {'aria-live': 'assertive'});
  const command = commander(first.id, said, told);
  const element = h('li', {class: 'panel ticket', 'data-order': first.id},
    h('h3', {}, `${first.service === 'DELIVERY' ? 'Delivery' : 'Collection'} · ${money(first.totalPence)}`,
      h('time', {datetime: first.placedAt, class: 'soft small'}, when(first.placedAt))),
    linesOf(first), first.note && h('p', {}, h('strong', {}, `Note: ${first.note}`)),
    first.deliverTo && h('p', {class: 'soft small'}, `For ${first.deliverTo.name}`),
    state, actions, said,
    h('p', {}, h('a', {href: address('order', first.id)}, 'Messages', h('span', {class: 'unseen'}, ` about the order of ${when(first.placedAt)}`))));
  let status = '';
  let now = first;
  return {
    element,
    show(order) {
      now = order;
      element.classList.toggle('new', order.status === 'PLACED');
      fill(state, h('p', {class: 'small'}, statusText(order.status), order.readyAt && `, ready at ${clock(order.readyAt)}`,
        order.courier && `, courier ${order.courier}`));
      if (status !== order.status) {
        status = order.status;
        fill(actions, account()?.role === 'OPERATOR' ? null : commands(order, command, () => now));
      }
    },
  };
}

const at = minutes => new Date(Date.now() + minutes * MINUTE_MILLIS).toISOString();

function commands(order, command, latest) {
  const press = (label, name, body) =>
    button(label, () => command(name, body?.()), {class: 'main', 'data-do': name});
  if (order.status === 'PLACED') {
    const ready = select('Ready in', MINUTES.map(each => [String(each), plural(each, 'minute')]), '25');
    // Once said it stays, so that a second press is the same command.
    let promised = null;
    ready.input.addEventListener('change', () => (promised = null));
    const accept = press('Accept', 'accept', () => ({readyAt: promised ??= at(Number(ready.input.value))}));
    return answered(ready, accept, withReason(`reject-${order.id}`, 'Reject', 'Why not?', reason => command('reject', {reason})));
  }
  const cancel = withReason(`cancel-${order.id}`, 'Cancel', 'Why is it cancelled?', reason => command('cancel', {reason}));
  const later = button('10 minutes more', () => command('delay', () => ({readyAt: laterThan(latest().readyAt)})), {class: 'quiet', 'data-do': 'delay'});
  switch (order.status) {
    case 'ACCEPTED': return answered(null, [press('Start cooking', 'prepare'), later], cancel);
    case 'PREPARING': return answered(null, [press('Ready', 'ready'), later], cancel);
    case 'READY': return answered(null, order.service === 'COLLECTION' && press('Collected', 'collect'), cancel);
    default: return null;
  }
}

const answered = (before, main, {open, form}) => [before, h('p', {class: 'actions'}, main, open), form];

const laterThan = readyAt =>
  new Date(Math.max(Date.now(), readyAt ? Date.parse(readyAt) : 0) + DELAY_MINUTES * MINUTE_MILLIS).toISOString();
