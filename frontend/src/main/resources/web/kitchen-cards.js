// Orders as cards that change in place: a stream tells the whole list each time, and what somebody is typing
// into one of them must stay.

import {newKey, post} from './api.js';
import {button, field, fill, h, notice} from './dom.js';

/**
 * @param make (order, told) => {element, show(order)}; told(order) puts what was answered in the place of what was
 * @param listOf the list element that an order is in, null for none
 */
export function cards(make, listOf) {
  const shown = new Map();
  const place = order => {
    const list = listOf(order);
    if (!list) {
      drop(order.id);
      return;
    }
    if (!shown.has(order.id)) {
      shown.set(order.id, make(order, place));
    }
    const card = shown.get(order.id);
    const hadFocus = card.element.contains(document.activeElement);
    card.show(order);
    if (card.element.parentElement !== list) {
      list.append(card.element);
    }
    if (hadFocus && !card.element.contains(document.activeElement)) {
      card.element.querySelector('button, a')?.focus({preventScroll: true});
    }
  };
  const drop = id => {
    shown.get(id)?.element.remove();
    shown.delete(id);
  };
  return {
    place,
    /** These and no others, the oldest first. */
    show(orders) {
      const ids = new Set(orders.map(order => order.id));
      [...shown.keys()].filter(id => !ids.has(id)).forEach(drop);
      orders.toReversed().forEach(place);
    },
    has: id => shown.has(id),
  };
}

/**
 * Gives commands to one order. Pressed again while it is not known what became of it, it is the same command.
 *
 * @return (command, body) => whether it was done; a body that is made when it is needed is kept for the second press
 */
export function commander(id, said, done) {
  const open = new Map();
  return async (command, body = {}) => {
    const isMade = typeof body === 'function';
    const which = isMade ? command : command + JSON.stringify(body);
    open.has(which) || open.set(which, {key: newKey(), body: isMade ? body() : body});
    const sent = open.get(which);
    try {
      const now = await post(`/v1/orders/${encodeURIComponent(id)}/${command}`, sent.body, {key: sent.key});
      open.delete(which);
      fill(said);
      done(now, command);
      return true;
    } catch (problem) {
      if (!problem.isOpen) {
        open.delete(which);
      }
      fill(said, notice('bad', h('p', {}, problem.isOpen ? 'It is not known yet whether this arrived. Press again: it will be done once.' : problem.message)));
      return false;
    }
  };
}

/** A button that opens a form for a reason before it does something that cannot be undone. */
export function withReason(id, label, question, work) {
  const why = field(question, {id: `${id}-why`, required: true, maxlength: 200});
  const form = h('form', {class: 'reason', hidden: true, onsubmit: async event => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') {
      return;
    }
    form.setAttribute('aria-busy', 'true');
    try {
      await work(why.input.value.trim());
    } finally {
      form.removeAttribute('aria-busy');
    }
  }}, why, h('p', {class: 'actions'}, h('button', {type: 'submit', class: 'main'}, label), button('Back', () => turn(false), {class: 'quiet'})));
  const open = button(label, () => turn(true), {class: 'quiet', 'aria-expanded': 'false', 'data-do': id});
  const turn = isOpen => {
    form.hidden = !isOpen;
    open.setAttribute('aria-expanded', String(isOpen));
    (isOpen ? why.input : open).focus();
  };
  return {open, form};
}

export const linesOf = order => h('ul', {}, order.lines.map(line => h('li', {}, `${line.quantity} × ${line.name}`,
  line.choices.length > 0 && h('span', {class: 'soft small'}, ` ${line.choices.join(', ')}`))));

/** How a stream is doing, in words. */
export function liveLine() {
  const line = h('p', {class: 'soft small', id: 'live', role: 'status'}, 'Connecting …');
  line.say = state => (line.textContent = state === 'live' ? 'Live: this page changes by itself.' : 'Connection lost: trying again …');
  return line;
}
