// Restaurants around a postcode. What is chosen stands in the address, so the back button undoes it.

import {get, withQuery} from './api.js';
import {h, notice, select} from './dom.js';
import {postcodeForm, rememberPostcode} from './customer-start.js';
import {favouriteIds, heart} from './customer-favourites.js';
import {distance, money, plural, rating, when, word} from './format.js';
import {address, failure, go} from './router.js';

const SORTS = [['', 'Nearest first'], ['rating', 'Best rated first'], ['fee', 'Cheapest delivery first']];
const PAGE = 24;

/** By postcode: what one can filter by must not vanish with the filter. */
const cuisines = new Map();

export async function restaurantsView({query, again, leaving}) {
  const asked = {
    postcode: query.get('postcode') ?? '', cuisine: query.get('cuisine') ?? '', q: query.get('q') ?? '',
    openNow: query.get('openNow') ?? '', sort: query.get('sort') ?? '', cursor: query.get('cursor') ?? '',
  };
  let page;
  let favourites;
  try {
    [page, favourites] = await Promise.all([
      get(withQuery('/v1/restaurants', {...asked, limit: PAGE})), favouriteIds(), knowCuisines(asked.postcode)]);
  } catch (problem) {
    return [h('h1', {}, 'Restaurants'), h('div', {class: 'start'}, postcodeForm(asked.postcode)), failure(problem, again).slice(1)];
  }
  // Whoever has gone on meanwhile orders to where they are now.
  if (!leaving.aborted) {
    rememberPostcode(asked.postcode);
  }
  return [
    h('h1', {}, `Restaurants around ${asked.postcode}`),
    filters(asked),
    h('p', {role: 'status', id: 'found'}, summary(page, asked)),
    origin(page),
    h('ul', {class: 'plain cards'}, page.items.map(restaurant => card(restaurant, asked.postcode, favourites))),
    pages(page, asked),
    page.attributions?.length > 0 && h('p', {class: 'soft small'}, page.attributions.join(' · ')),
  ];
}

async function knowCuisines(postcode) {
  if (!cuisines.has(postcode)) {
    const all = await get(withQuery('/v1/restaurants', {postcode, limit: 100}));
    cuisines.set(postcode, [...new Set(all.items.flatMap(restaurant => restaurant.cuisines))].sort());
  }
}

function summary(page, asked) {
  if (page.items.length === 0) {
    return 'Nobody here is what you are looking for. Change the filters, or try another postcode.';
  }
  const more = page.nextCursor || asked.cursor ? ' on this page' : '';
  return plural(page.items.length, 'restaurant') + more;
}

/** Where the list is from, and how good it is. */
function origin(page) {
  if (page.items.some(restaurant => restaurant.degraded)) {
    return notice('warn', h('p', {}, 'Live data was wanted and is missing or stale: this is what is known here.'));
  }
  return null;
}

function filters(asked) {
  const to = change => go(address('restaurants', '', {...asked, cursor: '', ...change}));
  const known = cuisines.get(asked.postcode) ?? [];
  const kinds = [['', 'Everything'], ...known.map(kind => [kind, word(kind)])];
  const search = h('input', {id: 'search', type: 'search', value: asked.q, maxlength: 100, enterkeyhint: 'search'});
  return h('form', {class: 'filters', role: 'search', 'aria-label': 'Filter restaurants', onsubmit: event => {
    event.preventDefault();
    to({q: search.value.trim()});
  }},
  select('Cuisine', kinds, asked.cuisine, cuisine => to({cuisine}), {id: 'cuisine'}),
  h('div', {class: 'field'}, h('label', {for: 'search'}, 'Name or dish'), search),
  select('Sort by', SORTS, asked.sort, sort => to({sort}), {id: 'sort'}),
  h('label', {class: 'choice', for: 'open-now'},
    h('input', {id: 'open-now', type: 'checkbox', checked: asked.openNow === 'true',
      onchange: event => to({openNow: event.target.checked ? 'true' : ''})}), 'Open now'),
  h('button', {type: 'submit', class: 'unseen'}, 'Search'));
}

/** Also in the list of favourites. */
export function card(restaurant, postcode, favourites) {
  return h('li', {class: 'panel card'},
    h('h2', {}, h('a', {href: address('menu', restaurant.id, {postcode})}, restaurant.name)),
    heart(restaurant, favourites),
    h('p', {class: 'soft'}, [restaurant.cuisines.map(word).join(', '), distance(restaurant.distanceMetres)].filter(Boolean).join(' · ')),
    h('p', {}, rating(restaurant.rating, restaurant.reviewCount), ` · ${restaurant.etaMinutes.join('–')} min`),
    h('p', {class: 'soft small'},
      `Delivery ${restaurant.deliveryFeePence ? money(restaurant.deliveryFeePence) : 'free'}`,
      restaurant.minimumOrderPence > 0 && `, from ${money(restaurant.minimumOrderPence)}`),
    tags(restaurant));
}

export function tags(restaurant) {
  return h('p', {class: 'tags'},
    h('span', {class: restaurant.openNow ? 'tag good' : 'tag warn'}, restaurant.openNow ? 'Open' : 'Closed now'),
    h('span', {class: 'tag'}, restaurant.source === 'osm' ? 'Real place, demo menu' : 'Invented'),
    restaurant.fetchedAt && h('span', {class: 'tag'}, `Found ${when(restaurant.fetchedAt)}`),
    restaurant.hygiene && h('span', {class: 'tag'}, `Hygiene ${restaurant.hygiene.value}`),
    restaurant.degraded && h('span', {class: 'tag warn'}, 'Perhaps out of date'));
}

function pages(page, asked) {
  return h('p', {class: 'more'},
    asked.cursor && h('a', {class: 'button quiet', href: address('restaurants', '', {...asked, cursor: ''})}, 'First page'),
    page.nextCursor && h('a', {class: 'button', href: address('restaurants', '', {...asked, cursor: page.nextCursor})}, 'Next page'));
}
