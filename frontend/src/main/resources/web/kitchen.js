// The page of those who cook: who they are, which restaurant they run, and its views.

import {account, get, onSession} from './api.js';
import {startBanner} from './banner.js';
import {field, fill, h, notice} from './dom.js';
import {hoursView} from './kitchen-hours.js';
import {inboxView} from './kitchen-inbox.js';
import {menuView} from './kitchen-menu.js';
import {talkView} from './kitchen-talk.js';
import {loginForm, whoIsIn} from './login.js';
import {address, go, place, start} from './router.js';

const main = document.getElementById('main');
const WORKING = ['RESTAURANT', 'OPERATOR'];
const VIEWS = [['inbox', 'Orders'], ['menu', 'Menu'], ['hours', 'Hours']];

async function startView({again}) {
  const me = account();
  if (!me || !WORKING.includes(me.role)) {
    return [
      h('h1', {}, 'Kitchen'), whoIsIn(again),
      me && notice('warn', h('p', {}, `${me.name} runs no restaurant. Log in with the restaurant's account.`)),
      h('p', {class: 'soft'}, 'Operators make accounts for restaurants and say which is whose.'),
      loginForm({canSignUp: false, done: again}),
    ];
  }
  return [h('h1', {}, 'Kitchen'), whoIsIn(again), me.role === 'OPERATOR' ? byId() : await own()];
}

async function own() {
  const {restaurants} = await get('/v1/sessions');
  if (restaurants.length === 0) {
    return notice('info', h('p', {}, 'No restaurant is yours yet: an operator says so (./grapevine account own RESTAURANT NAME).'));
  }
  const all = await Promise.all(restaurants.map(id => get(`/v1/restaurants/${encodeURIComponent(id)}`)));
  return h('ul', {class: 'plain', id: 'restaurants'}, all.map(each => h('li', {class: 'panel'},
    h('h2', {}, h('a', {href: address('inbox', each.id)}, each.name)),
    h('p', {class: 'soft'}, each.openNow ? 'Open' : 'Closed now'))));
}

/** Operators run every restaurant. */
function byId() {
  const id = field('Restaurant', {id: 'restaurant', required: true, autocomplete: 'off'}, 'Its id, like dh1-3le-burger');
  return h('form', {class: 'panel login', onsubmit: event => {
    event.preventDefault();
    go(address('inbox', id.input.value.trim()));
  }}, id, h('p', {class: 'actions'}, h('button', {type: 'submit', class: 'main'}, 'Open')));
}

/** The links to the views of the restaurant that one is at. */
function links() {
  const {name, argument} = place();
  const isAt = VIEWS.some(([view]) => view === name) && account();
  fill(document.getElementById('views'), isAt && VIEWS.map(([view, label]) =>
    h('a', {href: address(view, argument), 'aria-current': view === name ? 'page' : null}, label)));
}

const forOwners = view => context => WORKING.includes(account()?.role) ? view(context) : startView(context);

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', links);
onSession(links);
links();
startBanner(document.getElementById('banner'));
start(main, {
  '': startView,
  inbox: forOwners(inboxView),
  menu: forOwners(menuView),
  hours: forOwners(hoursView),
  order: forOwners(talkView),
}, 'Grapevine');
onSession((me, why) => why && go('#/'));
