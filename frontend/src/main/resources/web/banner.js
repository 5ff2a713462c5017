// Says over every page how it reaches the cluster, when that is not as usual.

import {onSession} from './api.js';
import {fill, h} from './dom.js';
import {onConnection, startLooking} from './frontends.js';

const SAY_MILLIS = 8_000;

/** Puts it into the page, and starts to look for front ends. */
export function startBanner(element) {
  const line = h('p', {hidden: true});
  fill(element, line);
  element.setAttribute('role', 'status');
  element.setAttribute('aria-live', 'polite');
  let timer = null;
  const say = (kind, text) => {
    clearTimeout(timer);
    element.className = `banner ${kind}`;
    line.textContent = text;
    line.hidden = text === '';
  };
  let wasFine = true;
  onConnection(({state, frontEnd}) => {
    if (state === 'none') {
      say('bad', 'No front end answers. What you have done is kept; trying again …');
    } else if (state === 'elsewhere') {
      say('warn', `The front end of this page does not answer or cannot serve. Going on with ${new URL(frontEnd).host}.`);
    } else if (!wasFine) {
      say('good', 'Connected again.');
      timer = setTimeout(() => say('', ''), SAY_MILLIS);
    }
    wasFine = state === 'fine';
    element.dataset.connection = state;
  });
  onSession((account, why) => {
    if (why === 'expired') {
      say('warn', 'Your session has ended. Log in again to go on with your account.');
    } else if (wasFine) {
      say('', '');
    }
  });
  startLooking();
}
