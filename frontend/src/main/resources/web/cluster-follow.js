// Where one order is: received, applied, known everywhere; and when, since the first disk had it.

import {$, el, say} from './cluster-dom.js';

const LOOK_MILLIS = 500;
const LOOKS_MAX = 1200;

export class Follow {
  #order = '';
  #looks = 0;
  #timer = 0;

  start() {
    $('follow-form').addEventListener('submit', event => {
      event.preventDefault();
      const order = $('order-id').value.trim();
      history.replaceState(null, '', order ? `#${order}` : location.pathname);
      this.#follow(order);
    });
    addEventListener('hashchange', () => this.#fromAddress());
    this.#fromAddress();
  }

  #fromAddress() {
    const order = decode(location.hash.slice(1));
    if (order.startsWith('o-')) {
      $('order-id').value = order;
      this.#follow(order);
    }
  }

  #follow(order) {
    clearTimeout(this.#timer);
    this.#order = order;
    this.#looks = 0;
    $('follow-table').hidden = true;
    if (/^o-[a-z2-7]{26}$/.test(order)) {
      say($('follow-text'), `Looking for ${order} …`);
      void this.#look(order);
    } else {
      say($('follow-text'), 'That is no order\'s id: it begins with o- and has 28 characters. It is on the page of the order.');
    }
  }

  async #look(order) {
    let isOver = false;
    try {
      const answer = await fetch(`/v1/cluster/orders/${encodeURIComponent(order)}`, {headers: {Accept: 'application/json'}});
      const found = await answer.json();
      if (order !== this.#order) {
        return;
      }
      if (answer.ok) {
        isOver = this.#show(found);
      } else {
        say($('follow-text'), `${found.title}. ${found.detail}`);
      }
    } catch {
      say($('follow-text'), 'This front end does not answer; trying again.');
    }
    if (!isOver && order === this.#order && ++this.#looks < LOOKS_MAX) {
      this.#timer = setTimeout(() => this.#look(order), LOOK_MILLIS);
    }
  }

  #show(found) {
    const places = found.replicaManagers;
    const first = Math.min(...places.filter(it => it.receivedAt).map(it => Date.parse(it.receivedAt)));
    const rows = places.map(place => el('tr', {'data-place': place.name, class: place.answered ? '' : 'old'},
      el('th', {scope: 'row'}, place.name),
      place.answered
        ? [step(place.received, place.receivedAt, first), step(place.applied, place.appliedAt, first), step(place.knownByAll)]
        : el('td', {colspan: 3}, 'does not answer'),
      el('td', {}, place.records.map(it => `${it.origin} ${it.number}`).join(', '))));
    const head = ['', 'received', 'applied', 'knows all have it', 'records'].map(text => el('th', {scope: 'col'}, text));
    $('follow-table').replaceChildren(el('thead', {}, el('tr', {}, head)), el('tbody', {}, rows));
    $('follow-table').hidden = false;
    const received = places.filter(it => it.received).length;
    const applied = places.filter(it => it.applied).length;
    say($('follow-text'), `${found.orderId}: on disk at ${received} of ${places.length}, applied at ${applied}`
      + (found.knownEverywhere ? '; known everywhere. ' : '. ')
      + 'Times are since the first disk had it, by each one\'s own clock.');
    return places.every(it => it.applied && it.knownByAll);
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    // What somebody has typed into the address need not be one.
    return '';
  }
}

function step(isDone, at, first) {
  const after = at && Number.isFinite(first) ? ` +${Date.parse(at) - first} ms` : '';
  return el('td', {class: isDone ? 'done' : 'open'}, isDone ? `yes${after}` : 'not yet');
}
