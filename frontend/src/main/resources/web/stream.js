// Server-sent events, read with fetch: an EventSource cannot say who asks, nor go on at another front end.

import {headers, isUnable, learn, mends, Problem, seen} from './api.js';
import {answered, base, failed} from './frontends.js';
import {words} from './words.js';

const SILENT_MILLIS = 25_000;
const WAIT_MILLIS = 250;
const WAIT_MILLIS_MAX = 10_000;
const EVENT_CHARS_MAX = 4_000_000;

/**
 * Follows a stream until it is closed: goes on after the last event that was seen, wherever it finds a front
 * end, with growing waits. A stream that says nothing for 25 seconds (not even a comment) is taken for dead.
 *
 * @param watch event(name, value); state('live' or 'waiting'); refused(problem): it will never open
 * @return a function that closes it
 */
export function follow(path, watch) {
  const closing = new AbortController();
  run(path, watch, closing.signal);
  return () => closing.abort();
}

async function run(path, watch, signal) {
  let last = '';
  for (let tries = 0; !signal.aborted; tries++) {
    const from = base();
    try {
      await once(from, path, last, signal, event => {
        tries = 0;
        if (event.id) {
          // What a stream says later covers what it has said.
          seen(event.id, new Set([last]));
          last = event.id;
        }
        watch.event(event.name, event.value);
      }, () => watch.state?.('live'));
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      if (!(problem instanceof Problem) || isUnable(problem)) {
        failed(from);
      } else if (mends(problem)) {
        last = '';
      } else if (!problem.retryable) {
        watch.refused?.(problem);
        return;
      }
    }
    if (!signal.aborted) {
      watch.state?.('waiting');
      await pause(Math.min(WAIT_MILLIS * 2 ** tries, WAIT_MILLIS_MAX) * (0.5 + Math.random()), signal);
    }
  }
}

async function once(from, path, last, signal, tell, opened) {
  const attempt = new AbortController();
  const stop = () => attempt.abort();
  signal.addEventListener('abort', stop, {once: true});
  let silence = setTimeout(stop, SILENT_MILLIS);
  try {
    const sent = headers({Accept: 'text/event-stream', ...(last && {'Last-Event-ID': last})});
    const answer = await fetch(from + path,
      {headers: sent, credentials: 'omit', cache: 'no-store', signal: attempt.signal});
    if (!answer.ok) {
      const document = await answer.json();
      throw new Problem(document.code ?? 'UNKNOWN', words(document),
        {status: answer.status, retryable: document.retryable === true, document});
    }
    learn(answer, sent);
    answered(from);
    opened();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const parse = parser(tell);
    for (;;) {
      const {value, done} = await reader.read();
      if (done) {
        return;
      }
      clearTimeout(silence);
      silence = setTimeout(stop, SILENT_MILLIS);
      parse(value);
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Takes text as it comes, tells whole events: {id, name, value}. */
export function parser(tell) {
  let rest = '';
  let event = {id: '', name: 'message', data: []};
  return text => {
    rest += text;
    if (rest.length > EVENT_CHARS_MAX) {
      throw new Error('an event without an end');
    }
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (event.data.length) {
          tell({id: event.id, name: event.name, value: JSON.parse(event.data.join('\n'))});
        }
        event = {id: '', name: 'message', data: []};
      } else {
        take(event, line);
      }
    }
  };
}

function take(event, line) {
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') {
    event.data.push(value);
  } else if (name === 'id') {
    event.id = value;
  } else if (name === 'event') {
    event.name = value;
  }
}

const pause = (millis, signal) => new Promise(done => {
  const timer = setTimeout(done, millis);
  signal.addEventListener('abort', () => (clearTimeout(timer), done()), {once: true});
});
