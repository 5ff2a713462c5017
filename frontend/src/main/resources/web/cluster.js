// The live view: frames come in, the shown one is drawn. Everything here is told by one front end.

import {$, say} from './cluster-dom.js';
import {Actions} from './cluster-actions.js';
import {Cards} from './cluster-cards.js';
import {drawCurve} from './cluster-curve.js';
import {drawMatrix} from './cluster-matrix.js';
import {Feed} from './cluster-feed.js';
import {Follow} from './cluster-follow.js';
import {flowsBetween, Graph} from './cluster-graph.js';
import {Frames, mood, sentence} from './cluster-frames.js';
import {read} from './store.js';

const TOKEN_MILLIS = 2000;
const LOST_MILLIS = 3000;
const CURVE_MILLIS = 1000;
const FLOWS_SHOWN_MILLIS = 1500;

const frames = new Frames();
const graph = new Graph($('graph'));
const feed = new Feed($('feed'));
const actions = new Actions();
const cards = new Cards((box, replica, details) => actions.draw(box, replica, details));
let token = null;
let flows = [];
let flowsAt = 0;
let curveAt = 0;
let heardAt = performance.now();

function take(frame) {
  const before = frames.newest;
  // A front end that was started again counts its frames anew.
  frames.add(frame);
  heardAt = performance.now();
  if (before) {
    feed.add(before, frame);
    const now = flowsBetween(before, frame);
    if (now.length > 0) {
      flows = now;
      flowsAt = performance.now();
    }
    if (frames.isLive) {
      graph.send(now);
    }
  }
  draw();
}

function draw() {
  const frame = frames.shown;
  if (!frame || document.hidden) {
    return;
  }
  say($('health'), `${sentence(frame)}.`);
  $('health').dataset.mood = mood(frame);
  const isRecent = performance.now() - flowsAt < FLOWS_SHOWN_MILLIS;
  graph.draw(frame, !frames.isLive && frames.before ? flowsBetween(frames.before, frame) : isRecent ? flows : []);
  drawMatrix($('matrix'), frame, frames.isLive ? token : null);
  cards.draw($('cards'), frames);
  if (performance.now() - curveAt > CURVE_MILLIS || !frames.isLive) {
    curveAt = performance.now();
    drawCurve($('curve'), $('curve-text'), frames.upToShown);
  }
  drawTime();
}

function drawTime() {
  const scrubber = $('scrubber');
  scrubber.max = String(Math.max(0, frames.size - 1));
  scrubber.value = String(frames.place);
  const ago = Math.round(frames.agoMillis / 1000);
  const text = frames.isLive ? 'now' : `${ago} s ago`;
  say($('moment'), text);
  scrubber.setAttribute('aria-valuetext', text);
  $('live').setAttribute('aria-pressed', String(frames.isLive));
  document.body.classList.toggle('past', !frames.isLive);
  feed.showUpTo(frames.isLive ? Number.MAX_SAFE_INTEGER : frames.shown.frame);
}

async function readToken() {
  if (document.hidden) {
    return;
  }
  try {
    const tokens = read('tokens', []);
    const headers = {Accept: 'application/json', ...(tokens.length && {'Causal-Token': tokens.join(',')})};
    const answer = await fetch('/v1/cluster/token',
      {headers, credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(TOKEN_MILLIS)});
    token = answer.ok ? await answer.json() : null;
  } catch {
    // The stream's loss is told already.
  }
}

function tellLoss() {
  const seconds = Math.round((performance.now() - heardAt) / 1000);
  const isLost = performance.now() - heardAt > LOST_MILLIS;
  $('connection').hidden = !isLost;
  if (isLost) {
    say($('connection'), `The front end of this page has not been heard for ${seconds} s; what is shown is old. It is asked again and again; another front end's /cluster may answer.`);
  }
}

function listen() {
  const stream = new EventSource('/v1/cluster/events');
  stream.addEventListener('frame', event => take(JSON.parse(event.data)));
  stream.addEventListener('error', () => {
    // Browsers give up for good after some refusals.
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(listen, LOST_MILLIS);
    }
  });
}

$('scrubber').addEventListener('input', event => {
  frames.goTo(Number(event.target.value));
  draw();
});
$('live').addEventListener('click', () => {
  frames.goLive();
  draw();
});
document.addEventListener('visibilitychange', draw);
new Follow().start();
actions.start();
listen();
void readToken();
setInterval(readToken, TOKEN_MILLIS);
setInterval(tellLoss, 1000);
