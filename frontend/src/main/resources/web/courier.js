// The page of those who carry.

import {account, onSession} from './api.js';
import {startBanner} from './banner.js';
import {jobsView} from './courier-jobs.js';
import {h, notice} from './dom.js';
import {talkView} from './kitchen-talk.js';
import {loginForm, whoIsIn} from './login.js';
import {go, start} from './router.js';

const main = document.getElementById('main');

async function loginView({again}) {
  const me = account();
  return [
    h('h1', {}, 'Courier'), whoIsIn(again),
    me && notice('warn', h('p', {}, `${me.name} is no courier. Log in with a courier's account, or sign up for one.`)),
    h('p', {class: 'soft'}, 'Sign up with a name and a password, and you can carry at once.'),
    loginForm({role: 'COURIER', done: again}),
  ];
}

const forCouriers = view => context => account()?.role === 'COURIER' ? view(context) : loginView(context);

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
startBanner(document.getElementById('banner'));
start(main, {'': forCouriers(jobsView), order: forCouriers(talkView)}, 'Grapevine');
onSession((me, why) => why && go('#/'));
