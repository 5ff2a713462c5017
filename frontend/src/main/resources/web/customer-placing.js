// Placing an order exactly once. The key is made when the checkout opens and kept, with what was sent, until
// the answer is known: a second click, another tab, a lost answer or a reload sends the same request again.

import {call, caller, newKey, Problem} from './api.js';
import {empty} from './customer-basket.js';
import {forget, read, write} from './store.js';

const AGAIN_MILLIS = 3_000;
const LEFT = 'LEFT';

/** Whether an order was sent whose answer is not known. */
export const isOpenOrder = () => read('placing')?.sent === true;

/** {key, sent, body, by: whose it is}; made if there is none. */
export function placing() {
  const known = read('placing');
  if (known) {
    return known;
  }
  const fresh = {key: newKey(), sent: false};
  write('placing', fresh);
  return fresh;
}

/** After a refusal: nothing came of it, and another request needs another key. */
function refused() {
  write('placing', {key: newKey(), sent: false});
}

/** Stops trying: the order may be there or not. */
export function giveUp() {
  forget('placing');
}

/**
 * Before each try: other tabs may have ended it, and somebody else may be here by now. What is sent under a
 * new name is a new order, with the address of the one before.
 */
function checkMine(mine) {
  if (read('placing')?.key !== mine.key) {
    throw new Problem(LEFT, 'Not sent again: another tab has ended it.', {retryable: false});
  }
  const now = caller();
  if (mine.by && now && now !== mine.by) {
    giveUp();
    throw new Problem(LEFT, 'Not sent again: it was sent as another customer than you are now.', {retryable: false});
  }
}

let running = null;

/**
 * Sends the order, or what was sent before, until its answer is known.
 *
 * @param body of a new order; what was sent under this key before comes first
 * @param open told whenever it is not known whether the order was placed
 * @return the order; throws the refusal, with `wasOpen` when an earlier try may have arrived all the same
 */
export function placeOnce(body, open, signal) {
  if (running === null || running.signal.aborted) {
    const mine = {signal, order: run(body, open, signal).finally(() => (running = running === mine ? null : running))};
    running = mine;
  }
  return running.order;
}

async function run(body, open, signal) {
  const before = placing();
  const mine = before.sent ? before : {...before, body, sent: true, by: caller()};
  write('placing', mine);
  let wasOpen = before.sent;
  const waiting = problem => {
    if (problem.isOpen) {
      wasOpen = true;
    }
    if (wasOpen) {
      open(problem);
    }
  };
  for (;;) {
    try {
      const answer = await call('POST', '/v1/orders', mine.body,
        {key: mine.key, signal, waiting, check: () => checkMine(mine)});
      ended(mine);
      return answer.json;
    } catch (problem) {
      // A refusal that may be repeated says nothing about the tries before it.
      const isDecided = problem instanceof Problem && !problem.isOpen && !(wasOpen && problem.retryable);
      if (isDecided) {
        problem.wasOpen = wasOpen;
        if (problem.code !== LEFT) {
          refused();
        }
        throw problem;
      }
      if (!(problem instanceof Problem) || signal.aborted) {
        throw problem;
      }
      waiting(problem);
      await pause(signal);
    }
  }
}

/** Nothing of it goes into the next order. */
function ended(mine) {
  if (read('placing')?.key === mine.key) {
    ['placing', 'checkout', 'missing'].forEach(forget);
    empty();
  }
}

const pause = signal => new Promise(done => {
  const timer = setTimeout(done, AGAIN_MILLIS);
  signal.addEventListener('abort', () => (clearTimeout(timer), done()), {once: true});
});
