// The customer's page: which view is where, and what stands over all of them.

import {account, onSession} from './api.js';
import {startBanner} from './banner.js';
import {accountView} from './customer-account.js';
import {basketCount, onBasket} from './customer-basket.js';
import {checkoutView} from './customer-checkout.js';
import {favouritesView} from './customer-favourites.js';
import {menuView} from './customer-menu.js';
import {orderView} from './customer-order.js';
import {ordersView} from './customer-orders.js';
import {restaurantsView} from './customer-restaurants.js';
import {startView} from './customer-start.js';
import {isOpenOrder} from './customer-placing.js';
import {address, go, place, start} from './router.js';

const main = document.getElementById('main');

function label() {
  const count = basketCount();
  document.getElementById('basket-link').textContent =
    isOpenOrder() ? 'Order under way' : count ? `Basket (${count})` : 'Basket';
  document.getElementById('account-link').textContent = account()?.name ?? 'Log in';
}

function mark() {
  const name = place().name;
  for (const link of document.querySelectorAll('header nav a')) {
    const isHere = link.getAttribute('href') === address(name) || (name === '' && link.getAttribute('href') === '#/');
    if (isHere) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', () => (mark(), label()));
onBasket(label);
onSession(label);
label();
mark();
startBanner(document.getElementById('banner'));
// Whoever comes back while it is not known whether an order was placed, is told that first.
if (isOpenOrder() && place().name !== 'checkout') {
  history.replaceState(null, '', address('checkout'));
}
start(main, {
  '': startView,
  restaurants: restaurantsView,
  menu: menuView,
  checkout: checkoutView,
  order: orderView,
  orders: ordersView,
  favourites: favouritesView,
  account: accountView,
}, 'Grapevine');

onSession((me, why) => {
  if (why && ['orders', 'order', 'favourites', 'account'].includes(place().name)) {
    go(why === 'expired' ? address('account') : location.hash);
  }
});
