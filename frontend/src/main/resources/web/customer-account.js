// Who one is.

import {account} from './api.js';
import {h} from './dom.js';
import {loginForm, whoIsIn} from './login.js';
import {address, go} from './router.js';

const WORK = {RESTAURANT: ['/kitchen', 'To your kitchen'], COURIER: ['/courier', 'To your deliveries'], OPERATOR: ['/cluster', 'To the cluster']};

export async function accountView({again, leaving}) {
  const me = account();
  if (!me) {
    return [
      h('h1', {}, 'Log in or sign up'),
      h('p', {class: 'soft'}, 'You can order without an account. With one you see your orders in every browser; what you ordered here as a guest stays yours when you sign up.'),
      loginForm({done: () => leaving.aborted || go(address('orders'))}),
    ];
  }
  const work = WORK[me.role];
  return [
    h('h1', {}, 'Your account'), whoIsIn(again),
    h('ul', {}, h('li', {}, h('a', {href: address('orders')}, 'Your orders')), h('li', {}, h('a', {href: address('favourites')}, 'Your favourites')),
      work && h('li', {}, h('a', {href: work[0]}, work[1]))),
  ];
}
