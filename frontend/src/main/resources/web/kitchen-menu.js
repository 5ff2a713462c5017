// The dishes of a restaurant: what they cost, whether they are there, how many portions are left.

import {get, post, newKey, put} from './api.js';
import {button, field, fill, h, notice} from './dom.js';
import {money} from './format.js';

export async function menuView({argument: id, leaving, again}) {
  const path = `/v1/restaurants/${encodeURIComponent(id)}/menu/items`;
  const dishes = await get(path, {signal: leaving});
  const said = h('div', {id: 'said', 'aria-live': 'polite'});
  const rows = dishes.items.map(dish => row(`${path}/${encodeURIComponent(dish.id)}`, dish, said));
  return [
    h('h1', {}, 'Menu'),
    h('p', {class: 'soft'}, 'Changes are there at once, for every new order. Orders that were placed keep their prices.'), said,
    h('table', {class: 'dishes'},
      h('thead', {}, h('tr', {}, ['Dish', 'Price', 'In stock', 'Portions left', 'On the menu'].map(name => h('th', {scope: 'col'}, name)))),
      h('tbody', {}, rows)),
    adding(path, dishes, again),
  ];
}

/** Does it, and says what came of it where it is read out. */
async function tell(said, work, done) {
  try {
    await work();
    fill(said, notice('good', h('p', {}, done)));
    return true;
  } catch (problem) {
    fill(said, notice('bad', h('p', {}, problem.message)));
    return false;
  }
}

function row(path, dish, said) {
  let now = dish;
  const name = h('th', {scope: 'row'}, dish.name, h('span', {class: 'soft small'}, ` ${dish.category}`));
  const price = number(`Price of ${dish.name} in pounds`, {value: (dish.pricePence / 100).toFixed(2), step: '0.01', max: 1000, required: true, 'data-price': dish.id});
  const portions = number(`Portions of ${dish.name} left, empty for as many as are ordered`, {value: '', step: '1', max: 100000, placeholder: 'any', 'data-portions': dish.id});
  const save = () => {
    const pence = Math.round(Number(price.value) * 100);
    return tell(said, () => put(path, {pricePence: pence}), `${dish.name} costs ${money(pence)}.`);
  };
  const limit = () => {
    const left = portions.value === '' ? null : Number(portions.value);
    return tell(said, () => put(`${path}/stock`, {portions: left}),
      left === null ? `${dish.name}: as many as are ordered.` : `${dish.name}: ${left} left.`);
  };
  const stock = turning(() => now.inStock, 'In stock', 'Sold out', dish.name, isOn => tell(said, async () => {
    now = await put(`${path}/availability`, {inStock: isOn});
  }, `${dish.name} is ${isOn ? 'in stock' : 'sold out'}.`));
  stock.dataset.stock = dish.id;
  const listed = turning(() => now.onMenu, 'On the menu', 'Off the menu', dish.name, isOn => tell(said, async () => {
    now = await put(path, {onMenu: isOn});
  }, `${dish.name} is ${isOn ? 'on' : 'off'} the menu.`));
  return h('tr', {'data-dish': dish.id}, name,
    h('td', {}, form(price, 'Save', `the price of ${dish.name}`, save)), h('td', {}, stock),
    h('td', {}, form(portions, 'Set', `how many portions of ${dish.name} are left`, limit)), h('td', {}, listed));
}

const number = (label, attributes) =>
  h('input', {type: 'number', min: 0, inputmode: 'decimal', 'aria-label': label, ...attributes});

function form(input, label, of, work) {
  const press = h('button', {type: 'submit', class: 'quiet'}, label, h('span', {class: 'unseen'}, ` ${of}`));
  return h('form', {onsubmit: async event => {
    event.preventDefault();
    if (press.getAttribute('aria-busy') === 'true') {
      return;
    }
    press.setAttribute('aria-busy', 'true');
    await work();
    press.removeAttribute('aria-busy');
  }}, input, press);
}

/** A switch: pressed is on. */
function turning(isOn, on, off, of, work) {
  const label = h('span', {});
  const press = button(label, async () => {
    await work(!isOn());
    show();
  }, {class: 'quiet', role: 'switch', 'aria-label': `${on}: ${of}`});
  const show = () => {
    label.textContent = isOn() ? on : off;
    press.setAttribute('aria-checked', String(isOn()));
  };
  show();
  return press;
}

function adding(path, dishes, again) {
  const name = field('Name', {id: 'new-name', required: true, maxlength: 60});
  const category = field('Under', {id: 'new-category', required: true, maxlength: 60, value: dishes.items[0]?.category ?? 'Mains'});
  const price = field('Price in pounds', {id: 'new-price', type: 'number', min: 0, max: 1000, step: '0.01', required: true});
  const said = h('div', {'aria-live': 'polite'});
  let key = newKey();
  return h('form', {class: 'panel login', onsubmit: async event => {
    event.preventDefault();
    const dish = {name: name.input.value.trim(), category: category.input.value.trim(), pricePence: Math.round(Number(price.input.value) * 100)};
    try {
      await post(path, dish, {key});
      again();
    } catch (problem) {
      key = problem.isOpen ? key : newKey();
      fill(said, notice('bad', h('p', {}, problem.message)));
    }
  }}, h('h2', {}, 'A new dish'), h('p', {class: 'soft small'}, `${dishes.added} of ${dishes.addedMax} added.`),
  name, category, price, said, h('p', {class: 'actions'}, h('button', {type: 'submit', class: 'main'}, 'Add')));
}
