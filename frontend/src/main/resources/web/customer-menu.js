// A restaurant, its menu, what others say, and the basket beside it.

import {get} from './api.js';
import {fill, h, notice} from './dom.js';
import {add, amount, basketNow, basketPence, mayFill, onBasket} from './customer-basket.js';
import {dishDialog} from './customer-dish.js';
import {favouriteIds, heart} from './customer-favourites.js';
import {tags} from './customer-restaurants.js';
import {rememberPostcode} from './customer-start.js';
import {clock, money, plural, rating, when, word} from './format.js';
import {address} from './router.js';
import {read} from './store.js';

const REVIEWS = 5;

export async function menuView({argument: id, query, leaving}) {
  // Whoever came by a link has said where it should go, too.
  const postcode = query.get('postcode') ?? read('postcode', '');
  rememberPostcode(postcode);
  const path = `/v1/restaurants/${encodeURIComponent(id)}`;
  const [restaurant, menu, reviews, favourites] = await Promise.all([
    get(path), get(`${path}/menu`), get(`${path}/reviews?limit=${REVIEWS}`), favouriteIds()]);
  const said = h('p', {role: 'status', class: 'unseen', id: 'added'});
  const basket = h('aside', {class: 'panel basket', 'aria-label': 'Basket'});
  const short = h('p', {class: 'to-basket'});
  const show = () => {
    fill(basket, basketLines(restaurant, show));
    const now = basketNow();
    fill(short, now && h('a', {href: address('checkout'), class: 'button main'}, `Checkout: ${money(basketPence(now))}`));
    short.hidden = !now;
  };
  onBasket(show, leaving);
  show();
  return [
    h('p', {}, h('a', {href: address('restaurants', '', {postcode})}, '← Restaurants')),
    h('div', {class: 'row'}, h('h1', {}, restaurant.name), heartHere(restaurant, favourites)),
    h('p', {class: 'soft'}, restaurant.cuisines.map(word).join(', '), ' · ', rating(restaurant.rating, restaurant.reviewCount),
      ` · ${restaurant.etaMinutes.join('–')} min`),
    tags(restaurant),
    menu.demo && notice('warn', h('p', {}, 'Demo menu: dishes, prices and allergens are invented. Take no advice on allergies from it.')),
    !restaurant.openNow && notice('warn', h('p', {}, 'Closed now: it takes no orders at this time.')),
    said,
    h('div', {class: 'menu'},
      h('div', {}, categories(restaurant, menu, said), reviewList(reviews)),
      basket),
    short,
  ];
}

function heartHere(restaurant, favourites) {
  const element = heart(restaurant, favourites);
  element.className = 'quiet';
  return element;
}

function categories(restaurant, menu, said) {
  return [
    h('nav', {class: 'jump', 'aria-label': 'Categories'}, menu.categories.map((category, index) =>
      h('button', {type: 'button', class: 'quiet', onclick: () => {
        const heading = document.getElementById(`category-${index}`);
        heading.focus();
        heading.scrollIntoView();
      }}, category.name))),
    menu.categories.map((category, index) => h('section', {'aria-labelledby': `category-${index}`},
      h('h2', {id: `category-${index}`, tabindex: -1}, category.name),
      h('ul', {class: 'plain'}, category.items.map(dish => dishRow(restaurant, dish, said))))),
  ];
}

function dishRow(restaurant, dish, said) {
  const gone = !dish.inStock || dish.portionsLeft === 0;
  const choose = async () => {
    if (!(await mayFill(restaurant))) {
      return;
    }
    const line = dish.options.length ? await dishDialog(dish) : plain(dish);
    if (line) {
      said.textContent = add(restaurant, line) ? `${line.quantity} × ${dish.name} is in the basket.`
        : 'The basket is full: order this one first.';
    }
  };
  return h('li', {class: 'dish'},
    h('div', {},
      h('h3', {}, dish.name),
      h('p', {class: 'soft small'}, [
        dish.diet.map(word).join(', '),
        dish.allergens.length ? `Contains ${dish.allergens.join(', ')}` : '',
        dish.portionsLeft > 0 ? `${plural(dish.portionsLeft, 'portion')} left` : '',
      ].filter(Boolean).join(' · ')),
      h('p', {class: 'price'}, money(dish.pricePence))),
    h('button', {type: 'button', disabled: gone, 'aria-label': `${gone ? 'Sold out' : 'Add'}: ${dish.name}`, onclick: choose},
      gone ? 'Sold out' : dish.options.length ? 'Choose' : 'Add'));
}

const plain = dish =>
  ({itemId: dish.id, name: dish.name, choices: [], choiceNames: [], unitPence: dish.pricePence, quantity: 1});

function basketLines(restaurant, show) {
  const basket = basketNow();
  if (!basket) {
    return [h('h2', {tabindex: -1}, 'Basket'), h('p', {class: 'soft'}, 'Empty. Add something that you like.')];
  }
  const isHere = basket.restaurantId === restaurant.id;
  const pence = basketPence(basket);
  const missing = restaurant.minimumOrderPence - pence;
  return [
    h('h2', {tabindex: -1}, isHere ? 'Basket' : `Basket of ${basket.restaurantName}`),
    lineList(basket, show),
    h('p', {class: 'row'}, h('strong', {}, 'Dishes'), h('strong', {}, money(pence))),
    isHere && missing > 0 && h('p', {class: 'small'}, `${money(missing)} more for a delivery.`),
    h('p', {class: 'actions'}, h('a', {href: address('checkout'), class: 'button main', id: 'to-checkout'}, 'Checkout')),
  ];
}

/** The basket's lines, with buttons; also at the checkout. */
export function lineList(basket, changed) {
  return h('ul', {class: 'plain'}, basket.lines.map((line, index) => h('li', {class: 'line'},
    h('span', {}, line.name, line.choiceNames.length > 0 && h('span', {class: 'soft small'}, ` ${line.choiceNames.join(', ')}`)),
    h('span', {}, money(line.unitPence * line.quantity)),
    amount(line, index, changed))));
}

function reviewList(reviews) {
  return h('section', {'aria-labelledby': 'reviews'},
    h('h2', {id: 'reviews'}, 'Reviews'),
    reviews.items.length === 0 && h('p', {class: 'soft'}, 'None yet.'),
    h('ul', {class: 'plain'}, reviews.items.map(review => h('li', {class: 'panel'},
      h('p', {}, h('span', {'aria-hidden': 'true'}, '★'.repeat(review.stars) + '☆'.repeat(5 - review.stars)),
        h('span', {class: 'unseen'}, plural(review.stars, 'star')), ` ${review.by}, `, h('time', {datetime: review.at, title: clock(review.at)}, when(review.at))),
      review.text && h('p', {}, review.text)))));
}
