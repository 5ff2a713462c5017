// Which front ends there are, and through which one this page calls. It begins with its own; when that does
// not answer it goes on with another. The list is the cluster's own (GET /v1/cluster), kept for the next load.

import {read, write} from './store.js';

const KNOWN_MAX = 16;
const REFRESH_MILLIS = 30_000;
const ASK_MILLIS = 4_000;

let current = location.origin;
const listeners = new Set();
let connection = {state: 'fine', frontEnd: current};

/** The base of the next call. */
export function base() {
  return current;
}

export function connectionNow() {
  return connection;
}

/** state: fine, elsewhere (another front end than the page's own) or none (nobody answers; trying). */
export function onConnection(listener) {
  listeners.add(listener);
  listener(connection);
}

function say(state) {
  if (state !== connection.state || current !== connection.frontEnd) {
    connection = {state, frontEnd: current};
    listeners.forEach(listener => listener(connection));
  }
}

/** A front end has answered, whatever it said. */
export function answered(from) {
  if (from === current) {
    say(current === location.origin ? 'fine' : 'elsewhere');
  }
}

/** This one did not answer: the next call goes to the next of the list. */
export function failed(from) {
  if (from !== current) {
    return;
  }
  const all = known();
  current = all[(all.indexOf(from) + 1) % all.length];
  if (all.length === 1 || current === location.origin) {
    say('none');
  }
}

function known() {
  const others = read('frontEnds', []).filter(url => url !== location.origin && isReachable(url));
  return [location.origin, ...others];
}

// A page that came over TLS may not call without.
function isReachable(url) {
  return typeof url === 'string' && (url.startsWith('https://')
    || (url.startsWith('http://') && location.protocol === 'http:'));
}

/** As the cluster tells it now; whoever is not in it is forgotten, so that nothing of ours is sent there. */
async function refresh() {
  if (document.hidden) {
    return;
  }
  const from = current;
  try {
    const answer = await fetch(from + '/v1/cluster',
      {credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(ASK_MILLIS)});
    if (answer.ok) {
      const cluster = await answer.json();
      const urls = cluster.frontEnds.map(frontEnd => originOf(frontEnd.url)).filter(Boolean);
      write('frontEnds', [...new Set(urls)].slice(0, KNOWN_MAX));
      answered(from);
    }
  } catch {
    failed(from);
  }
}

function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return '';
  }
}

export function startLooking() {
  refresh();
  setInterval(refresh, REFRESH_MILLIS);
  window.addEventListener('online', refresh);
  window.addEventListener('offline', () => say('none'));
}
