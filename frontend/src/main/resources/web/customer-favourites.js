// Restaurants that one keeps; guests too.

import {get, put, remove} from './api.js';
import {h, notice} from './dom.js';
import {card} from './customer-restaurants.js';
import {read} from './store.js';

/** Their ids; none when they cannot be read: the list is of use without. */
export async function favouriteIds() {
  try {
    const favourites = await get('/v1/favourites', {patience: 3_000});
    return new Set(favourites.items.map(restaurant => restaurant.id));
  } catch {
    return new Set();
  }
}

/** A switch that keeps or forgets a restaurant. */
export function heart(restaurant, favourites) {
  const show = () => {
    const isKept = favourites.has(restaurant.id);
    element.setAttribute('aria-pressed', String(isKept));
    element.setAttribute('aria-label', `Favourite: ${restaurant.name}`);
    element.textContent = isKept ? '♥' : '♡';
  };
  const element = h('button', {type: 'button', class: 'heart', onclick: async () => {
    // Not disabled: that would lose the focus.
    if (element.getAttribute('aria-busy') === 'true') {
      return;
    }
    element.setAttribute('aria-busy', 'true');
    const path = `/v1/favourites/${encodeURIComponent(restaurant.id)}`;
    try {
      const kept = favourites.has(restaurant.id) ? await remove(path) : await put(path, {});
      if (kept.favourite) {
        favourites.add(restaurant.id);
      } else {
        favourites.delete(restaurant.id);
      }
      element.removeAttribute('title');
      show();
    } catch (problem) {
      element.title = problem.message;
      element.setAttribute('aria-label', `Favourite: ${restaurant.name}. ${problem.message}`);
    }
    element.removeAttribute('aria-busy');
  }});
  show();
  return element;
}

export async function favouritesView() {
  const favourites = await get('/v1/favourites');
  const ids = new Set(favourites.items.map(restaurant => restaurant.id));
  return [
    h('h1', {}, 'Favourites'),
    favourites.items.length === 0
      ? notice('info', h('p', {}, 'None yet. The heart at a restaurant keeps it here.'), h('p', {}, h('a', {href: '#/'}, 'Find a restaurant')))
      : h('ul', {class: 'plain cards'}, favourites.items.map(restaurant => card(restaurant, read('postcode', ''), ids))),
  ];
}
