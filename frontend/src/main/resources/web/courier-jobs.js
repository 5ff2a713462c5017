// Deliveries: those that anybody may claim, and those that one has, live.

import {account, get} from './api.js';
import {button, fill, h, notice} from './dom.js';
import {clock, money, plural, statusText} from './format.js';
import {cards, commander, linesOf, liveLine, withReason} from './kitchen-cards.js';
import {whoIsIn} from './login.js';
import {address, failure} from './router.js';
import {follow} from './stream.js';

const SHOWN = 50;

export async function jobsView({leaving, again}) {
  const live = liveLine();
  const said = h('div', {id: 'said', 'aria-live': 'assertive'});
  const refused = h('div');
  const own = list('Yours', 'mine', 'You have none. Claim one below.');
  const free = list('To be claimed', 'free', 'None at the moment. They appear here by themselves.');
  const mine = cards(order => ownCard(order, said), () => own.items);
  const offers = cards(order => offer(order, said), () => free.items);
  const look = async () => {
    const page = await get(`/v1/deliveries?mine=true&limit=${SHOWN}`, {signal: leaving});
    mine.show(page.items);
    [own, free].forEach(each => each.count());
  };
  // What one has just done is shown before the stream tells.
  const changed = () => look().catch(() => {});
  own.items.addEventListener('changed', changed);
  free.items.addEventListener('changed', changed);
  const watch = (path, shown, state) => follow(path, {
    event: (name, page) => {
      shown.show(page.items);
      [own, free].forEach(each => each.count());
    },
    state,
    refused: problem => fill(refused, failure(problem, again)),
  });
  const closing = [
    watch(`/v1/deliveries/events?mine=true&limit=${SHOWN}`, mine),
    watch(`/v1/deliveries/events?limit=${SHOWN}`, offers, live.say),
  ];
  leaving.addEventListener('abort', () => closing.forEach(close => close()), {once: true});
  return [h('h1', {}, 'Deliveries'), whoIsIn(again), live, refused, said, h('div', {class: 'columns'}, own.element, free.element)];
}

function list(title, id, none) {
  const items = h('ul', {class: 'plain', id});
  const empty = h('p', {class: 'soft'}, none);
  const number = h('span', {class: 'tag'}, '0');
  return {
    items,
    element: h('section', {}, h('h2', {}, `${title} `, number), items, empty),
    count() {
      number.textContent = String(items.childElementCount);
      empty.hidden = items.childElementCount > 0;
    },
  };
}

const head = order => h('h3', {}, order.restaurantName, h('span', {class: 'soft small'}, order.postcode ?? ''));

/** Only one gets it: who comes second is told so. */
function offer(order, said) {
  const element = h('li', {class: 'panel ticket', 'data-order': order.id});
  const wrong = h('div');
  const command = commander(order.id, wrong, () => {
    fill(said, notice('good', h('p', {}, `The delivery from ${order.restaurantName} is yours.`)));
    element.dispatchEvent(new Event('changed', {bubbles: true}));
    element.remove();
  });
  const state = h('p', {class: 'small'});
  element.append(head(order), state, wrong, h('p', {class: 'actions'}, button('Claim', async () => {
    if (!(await command('claim')) && wrong.textContent) {
      // The card goes with the offer; what was said stays.
      fill(said, ...wrong.childNodes);
    }
  }, {class: 'main', 'data-do': 'claim', 'aria-label': `Claim the delivery from ${order.restaurantName}`})));
  return {
    element,
    show: now => (state.textContent = `${plural(now.lines.length, 'dish', 'dishes')}, ${money(now.totalPence)}, ${statusText(now.status).toLowerCase()}`
      + (now.readyAt ? `, ready at ${clock(now.readyAt)}` : '')),
  };
}

function ownCard(first, said) {
  const actions = h('div');
  const state = h('p', {class: 'small', role: 'status'});
  const wrong = h('div', {'aria-live': 'assertive'});
  const element = h('li', {class: 'panel ticket', 'data-order': first.id}, head(first), addressOf(first), linesOf(first),
    first.note && h('p', {}, h('strong', {}, `Note: ${first.note}`)), state, actions, wrong,
    h('p', {}, h('a', {href: address('order', first.id)}, 'Messages', h('span', {class: 'unseen'}, ` about the order at ${first.restaurantName}`))));
  const command = commander(first.id, wrong, (now, name) => {
    if (name === 'release') {
      fill(said, notice('info', h('p', {}, `The delivery from ${first.restaurantName} is free again.`)));
    } else if (name === 'deliver') {
      fill(said, notice('good', h('p', {}, `Delivered. Thank you, ${account()?.name}.`)));
    }
    element.dispatchEvent(new Event('changed', {bubbles: true}));
  });
  let status = '';
  return {
    element,
    show(order) {
      state.textContent = statusText(order.status) + (order.readyAt ? `, ready at ${clock(order.readyAt)}` : '');
      if (status !== order.status) {
        status = order.status;
        fill(actions, steps(order, command));
      }
    },
  };
}

function addressOf(order) {
  const to = order.deliverTo;
  return to && h('p', {}, [to.name, to.line1, to.line2, order.postcode].filter(Boolean).join(', '),
    to.phone && [' · ', h('a', {href: `tel:${to.phone.replace(/[^0-9+]/g, '')}`}, to.phone)]);
}

function steps(order, command) {
  if (order.status === 'OUT_FOR_DELIVERY') {
    const failed = withReason(`fail-${order.id}`, 'Could not deliver', 'Why not?', reason => command('fail', {reason}));
    return [h('p', {class: 'actions'}, button('Delivered', () => command('deliver'), {class: 'main', 'data-do': 'deliver'}), failed.open), failed.form];
  }
  const release = button('Give it back', () => command('release'), {class: 'quiet', 'data-do': 'release'});
  return h('p', {class: 'actions'},
    order.status === 'READY' && button('Picked up', () => command('pick-up'), {class: 'main', 'data-do': 'pick-up'}), release);
}
