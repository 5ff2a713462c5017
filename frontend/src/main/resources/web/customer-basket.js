// What is to be ordered, of one restaurant at a time. It outlives a reload.

import {answerOf, h} from './dom.js';
import {forget, onChange, read, write} from './store.js';

const QUANTITY_MAX = 99;
const LINES_MAX = 50;
const listeners = new Set();

/** {restaurantId, restaurantName, lines: [{itemId, name, choices, choiceNames, unitPence, quantity}]}, or null. */
export const basketNow = () => read('basket');

export const basketCount = () => (basketNow()?.lines ?? []).reduce((sum, line) => sum + line.quantity, 0);

export const basketPence = basket => basket.lines.reduce((sum, line) => sum + line.quantity * line.unitPence, 0);

/** Whenever it changes, here or in another tab. */
export function onBasket(listener, signal = undefined) {
  listeners.add(listener);
  signal?.addEventListener('abort', () => listeners.delete(listener), {once: true});
}

const tell = () => listeners.forEach(listener => listener());

onChange(['basket', 'placing'], tell);

export function keep(basket) {
  if (basket.lines.length) {
    write('basket', basket);
  } else {
    forget('basket');
  }
  tell();
}

export function empty() {
  forget('basket');
  tell();
}

/** Asks before another restaurant's basket is replaced. False when it is to stay. */
export async function mayFill(restaurant) {
  const basket = basketNow();
  return !basket || basket.restaurantId === restaurant.id
    || confirmed('Begin a new basket?',
      `Your basket is of ${basket.restaurantName}. It will be emptied if you order from ${restaurant.name}.`, 'New basket', 'Keep it');
}

/** The same dish with the same choices is one line. False when the basket is full. */
export function add(restaurant, line) {
  const before = basketNow();
  if (before?.restaurantId !== restaurant.id) {
    forget('missing');
  }
  const basket = before?.restaurantId === restaurant.id ? before
    : {restaurantId: restaurant.id, restaurantName: restaurant.name, lines: []};
  const same = basket.lines.find(other => other.itemId === line.itemId && other.choices.join() === line.choices.join());
  if (same) {
    same.quantity = Math.min(same.quantity + line.quantity, QUANTITY_MAX);
  } else if (basket.lines.length >= LINES_MAX) {
    return false;
  } else {
    basket.lines.push(line);
  }
  keep(basket);
  return true;
}

export function setQuantity(index, quantity) {
  const basket = basketNow();
  if (!basket?.lines[index]) {
    return;
  }
  if (quantity <= 0) {
    basket.lines.splice(index, 1);
  } else {
    basket.lines[index].quantity = Math.min(quantity, QUANTITY_MAX);
  }
  keep(basket);
}

/** For quotes and orders. */
export const linesOf = basket =>
  basket.lines.map(({itemId, quantity, choices}) => ({itemId, quantity, choices}));

/** Two buttons and the number between them. */
export function amount(line, index, changed) {
  const to = (quantity, id) => {
    setQuantity(index, quantity);
    changed();
    (document.getElementById(id) ?? document.querySelector('.basket h2'))?.focus();
  };
  const button = (sign, step, label) => {
    const id = `line-${index}-${step > 0 ? 'more' : 'less'}`;
    return h('button', {type: 'button', class: 'quiet', id, 'aria-label': `${label} ${line.name}`,
      onclick: () => to(line.quantity + step, id)}, sign);
  };
  return h('span', {class: 'amount'}, button('−', -1, 'One less'),
    h('span', {}, h('span', {class: 'unseen'}, 'Quantity '), line.quantity), button('+', 1, 'One more'));
}

/** A question with two answers, asked over the page. */
export async function confirmed(title, text, yes, no) {
  const dialog = h('dialog', {'aria-labelledby': 'question'},
    h('h2', {id: 'question'}, title), h('p', {}, text),
    h('p', {class: 'actions'},
      h('button', {type: 'button', class: 'main', onclick: () => dialog.close('yes')}, yes),
      h('button', {type: 'button', class: 'quiet', onclick: () => dialog.close('no')}, no)));
  return await answerOf(dialog) === 'yes';
}
