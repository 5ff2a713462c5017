// One order as it goes along, live; what can be done about it; what is said about it.

import {get, newKey, post} from './api.js';
import {confirmed} from './customer-basket.js';
import {sums} from './customer-checkout.js';
import {reorder} from './customer-orders.js';
import {reviewForm, talk} from './customer-talk.js';
import {button, fill, h, notice} from './dom.js';
import {isOver, money, statusText, when} from './format.js';
import {failure} from './router.js';
import {follow} from './stream.js';

const STEPS = ['PLACED', 'ACCEPTED', 'PREPARING', 'READY', 'OUT_FOR_DELIVERY', 'COMPLETED'];
const SHORT = {PLACED: 'Placed', ACCEPTED: 'Accepted', PREPARING: 'Preparing', READY: 'Ready', OUT_FOR_DELIVERY: 'On its way', COMPLETED: 'Completed'};

export async function orderView({argument: id, leaving, again}) {
  const path = `/v1/orders/${encodeURIComponent(id)}`;
  const first = await get(path, {signal: leaving});
  const live = h('p', {class: 'soft small', id: 'live', role: 'status'});
  const status = h('p', {role: 'status', id: 'status', class: 'stands'});
  const state = h('div');
  // Made once: whoever has opened it reads on while the order goes on.
  const events = h('ul');
  const history = h('details', {}, h('summary', {}, 'All that has happened'), events);
  const actions = h('div');
  const review = h('div');
  let shown = '';
  const show = now => {
    const text = statusText(now.status);
    if (status.textContent !== text) {
      status.textContent = text;
    }
    fill(state, progressOf(now), trouble(now), pending(now));
    fill(events, now.events.map(happened));
    if (shown !== now.status) {
      shown = now.status;
      fill(actions, commands(path, now, show, actions, leaving));
      if (now.status === 'COMPLETED' && !review.hasChildNodes()) {
        review.append(reviewForm(path));
      }
    }
  };
  show(first);
  if (!isOver(first.status) || !first.settled) {
    const close = follow(`${path}/events`, {
      event: (name, now) => {
        show(now);
        if (isOver(now.status) && now.settled) {
          close();
          live.textContent = '';
        }
      },
      state: now => (live.textContent = now === 'live' ? 'Live: this page follows your order.' : 'Connection lost: trying again …'),
      refused: problem => fill(state, failure(problem, again)),
    });
    leaving.addEventListener('abort', close, {once: true});
  }
  return [
    h('h1', {}, `Order at ${first.restaurantName}`),
    h('div', {class: 'order'},
      h('div', {},
        h('section', {class: 'panel', 'aria-label': 'Progress'}, h('h2', {class: 'unseen'}, 'Progress'), status, state, history, live, actions),
        review,
        talk(path, leaving)),
      receipt(first)),
  ];
}

function progressOf(order) {
  const steps = order.service === 'COLLECTION' ? STEPS.filter(step => step !== 'OUT_FOR_DELIVERY') : STEPS;
  const at = steps.indexOf(order.status);
  const reached = new Set(order.events.map(event => event.status));
  return [
    h('ol', {class: 'steps', 'aria-label': 'Steps'}, steps.map((step, index) => h('li', {
      class: index < at || (index === at && step === 'COMPLETED') || (at < 0 && reached.has(step)) ? 'done' : null,
      'aria-current': index === at && step !== 'COMPLETED' ? 'step' : null,
    }, SHORT[step]))),
    order.readyAt && !isOver(order.status) && h('p', {}, 'Ready at about ', h('time', {datetime: order.readyAt}, when(order.readyAt)), '.'),
  ];
}

function trouble(order) {
  const last = order.events.at(-1);
  if (isOver(order.status) && order.status !== 'COMPLETED') {
    const reason = order.events.findLast(event => event.status === order.status)?.reason;
    return notice('bad', h('p', {}, statusText(order.status), reason ? `: ${reason}` : '.'));
  }
  return last.status === 'DELAYED' ? notice('warn', h('p', {}, 'It will take longer', last.reason ? `: ${last.reason}` : '.')) : null;
}

/** What it rests on. */
function pending(order) {
  if (order.settled) {
    return h('p', {class: 'soft small', id: 'settled'}, 'Confirmed: every replica manager has it.');
  }
  return h('p', {class: 'soft small', id: 'settled'},
    order.durability > 1 ? `Kept safe on ${order.durability} disks; not yet confirmed by all.`
      : 'Kept on one disk for now; not yet confirmed by the others.');
}

const happened = event => h('li', {}, h('time', {datetime: event.at}, when(event.at)),
  ` ${statusText(event.status)} (by ${event.by})`, event.reason && `: ${event.reason}`);

function commands(path, order, show, actions, leaving) {
  const said = h('div', {'aria-live': 'assertive'});
  const key = newKey();
  const cancel = button('Cancel order', async () => {
    if (!(await confirmed('Cancel this order?', 'The restaurant will not cook it.', 'Cancel order', 'Keep it'))) {
      return;
    }
    try {
      show(await post(`${path}/cancel`, {}, {key}));
    } catch (problem) {
      said.replaceChildren(notice('bad', h('p', {}, problem.message)));
      actions.append(said);
    }
  }, {id: 'cancel'});
  return [
    h('p', {class: 'actions'},
      (order.status === 'PLACED' || order.status === 'ACCEPTED') && cancel,
      button('Order the same again', () => reorder(order.id, said, leaving), {class: 'quiet', id: 'reorder'})),
    said,
  ];
}

function receipt(order) {
  const to = order.deliverTo;
  return h('aside', {class: 'panel', 'aria-label': 'What was ordered'},
    h('h2', {}, 'What was ordered'),
    h('ul', {class: 'plain'}, order.lines.map(line => h('li', {class: 'line'},
      h('span', {}, `${line.quantity} × ${line.name}`, line.choices.length > 0 && h('span', {class: 'soft small'}, ` ${line.choices.join(', ')}`)),
      h('span', {}, money(line.linePence))))),
    sums(order),
    to && h('p', {class: 'small'}, 'To ', [to.name, to.line1, to.line2, order.postcode].filter(Boolean).join(', ')),
    order.note && h('p', {class: 'small'}, `Note: ${order.note}`),
    h('p', {class: 'soft small'}, 'Placed ', h('time', {datetime: order.placedAt}, when(order.placedAt)), ' · ', h('code', {id: 'order-id'}, order.id)));
}
