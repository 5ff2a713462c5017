// Calls of the public API: who we are and what we have seen travel with each (ADR 19); a call that
// gets no answer is made again, at another front end if there is one, a write under the same key.

import {answered, base, failed} from './frontends.js';
import {forget, onChange, read, write} from './store.js';
import {words} from './words.js';

const READ_MILLIS = 8_000;
const WRITE_MILLIS = 12_000;
const READ_PATIENCE_MILLIS = 20_000;
const WRITE_PATIENCE_MILLIS = 45_000;
const WAIT_MILLIS = 250;
const WAIT_MILLIS_MAX = 4_000;
// Front ends take eight, and a stream sends one more: the id of its last event.
const TOKENS_MAX = 7;
const SAFE = new Set(['GET', 'HEAD']);
/** What tells of whoever was logged in, or would be done as the next one. */
const PERSONAL = ['details', 'placing', 'basket', 'checkout', 'missing', 'postcode'];

/** A refusal, or that nobody answered; its message is for people. */
export class Problem extends Error {
  constructor(code, message, {status = 0, retryable = true, document = {}} = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryable = retryable;
    this.document = document;
  }

  /** Whether it may have happened all the same. */
  get isOpen() {
    return this.code === 'NO_ANSWER' || this.code === 'OUTCOME_UNKNOWN' || this.status === 500 || this.code === 'STOPPED';
  }
}

export function newKey() {
  // randomUUID is for secure contexts only, and a front end in a private network may have no TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** The account that has logged in: {id, name, role, customerId}; null for guests. */
export function account() {
  const session = read('session');
  return session && Date.parse(session.expiresAt) > Date.now() ? session.account : null;
}

/** Whose calls these are: a guest who has signed up is still the same. */
export function caller() {
  const mine = account();
  return mine && mine.customerId !== read('guestId') ? mine.id : read('guest');
}

const sessionListeners = new Set();

/** Calls back when somebody logs in or out, here or in another tab; why is '', 'expired' or 'elsewhere'. */
export function onSession(listener) {
  sessionListeners.add(listener);
}

function tellSession(why = '') {
  sessionListeners.forEach(listener => listener(account(), why));
}

onChange(['session'], () => tellSession('elsewhere'));

export function headers(extra = {}) {
  const session = read('session');
  const tokens = read('tokens', []);
  return {
    ...(read('guest') && {'Grapevine-Guest': read('guest')}),
    ...(tokens.length && {'Causal-Token': tokens.join(',')}),
    ...(session && {Authorization: `Bearer ${session.session}`}),
    ...extra,
  };
}

/** Keeps who we are and what we have seen. What was sent along is covered by what came back. */
export function learn(answer, sent) {
  const guest = answer.headers.get('Grapevine-Guest');
  if (guest && !read('guest')) {
    write('guest', guest);
  }
  const token = answer.headers.get('Causal-Token');
  if (token) {
    const covered = new Set((sent['Causal-Token'] ?? '').split(','));
    seen(token, covered);
  }
}

/** A token that came otherwise: the id of an event. */
export function seen(token, covered = new Set()) {
  const open = read('tokens', []).filter(known => known !== token && !covered.has(known));
  write('tokens', [...open, token].slice(-TOKENS_MAX));
}

/**
 * One attempt, at one front end.
 */
async function attempt(call, signal) {
  call.check?.();
  const from = base();
  const sent = headers({
    ...(call.key && {'Idempotency-Key': call.key}),
    ...(call.body !== undefined && {'Content-Type': 'application/json'}),
  });
  const limit = AbortSignal.timeout(call.millis);
  let answer;
  let document;
  try {
    answer = await fetch(from + call.path, {
      method: call.method,
      headers: sent,
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      credentials: 'omit',
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    document = await answer.json();
  } catch {
    if (signal?.aborted) {
      throw new Problem('STOPPED', 'Stopped.');
    }
    failed(from);
    throw new Problem('NO_ANSWER', 'No front end answers. Check your connection; we go on trying.');
  }
  learn(answer, sent);
  if (isUnable(document)) {
    failed(from);
  } else {
    answered(from);
  }
  if (answer.ok) {
    return {status: answer.status, json: document, replayed: answer.headers.get('Idempotent-Replayed') === 'true'};
  }
  const problem = new Problem(document.code ?? 'UNKNOWN', words(document),
    {status: answer.status, retryable: document.retryable === true, document});
  problem.waitMillis = 1000 * Number(answer.headers.get('Retry-After') ?? 0);
  throw problem;
}

/** Whether another front end may do what this one cannot. */
export const isUnable = ({code}) => code === 'NO_REPLICA_AVAILABLE' || code === 'NOT_COVERED';

/** What we sent along is of no use any more: go on as a new one, as the refusal says. */
export function mends(problem) {
  if (problem.code === 'TOKEN_INVALID' || problem.code === 'TOKEN_EXPIRED') {
    forget('tokens');
    return true;
  }
  if (problem.code === 'GUEST_INVALID') {
    forget('guest');
    return true;
  }
  if ((problem.code === 'SESSION_INVALID' || problem.code === 'SESSION_EXPIRED') && read('session')) {
    forget('session');
    tellSession('expired');
  }
  return false;
}

function mayAgain(problem) {
  return problem.retryable && problem.status !== 507 && problem.code !== 'STOPPED' && problem.code !== 'TOO_MANY_ATTEMPTS';
}

const wait = (millis, signal) => new Promise(done => {
  const timer = setTimeout(done, millis);
  signal?.addEventListener('abort', () => (clearTimeout(timer), done()), {once: true});
});

async function persist(call, {signal, patience, waiting}) {
  const until = Date.now() + patience;
  let mended = 0;
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(call, signal);
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      if (mends(problem) && mended++ < 2) {
        continue;
      }
      const pause = Math.max(problem.waitMillis ?? 0, Math.min(WAIT_MILLIS * 2 ** tries, WAIT_MILLIS_MAX));
      // The first that does not answer costs no time: another may.
      const millis = tries === 0 && problem.code === 'NO_ANSWER' ? 0 : pause * (0.75 + Math.random() / 2);
      if (!mayAgain(problem) || Date.now() + millis > until) {
        throw problem;
      }
      waiting?.(problem, tries + 1);
      await wait(millis, signal);
    }
  }
}

// Everybody waits for the first identity, or each answer would bring another; none may stop it for the others.
let identity = null;

async function ensureGuest() {
  if (!read('guest') && !read('session')) {
    identity ??= persist({method: 'GET', path: '/v1/sessions', millis: READ_MILLIS}, {patience: READ_PATIENCE_MILLIS})
      .finally(() => (identity = null));
    await identity;
  }
}

/**
 * @param options key (of a write), signal, patience (milliseconds), waiting(problem, tries): told before each new try,
 *   check(): throws a Problem when it must not be sent any more
 */
export async function call(method, path, body, options = {}) {
  const isRead = SAFE.has(method);
  const patience = options.patience ?? (isRead ? READ_PATIENCE_MILLIS : WRITE_PATIENCE_MILLIS);
  const full = {...options, patience};
  await ensureGuest();
  return persist({method, path, body, key: options.key, check: options.check, millis: isRead ? READ_MILLIS : WRITE_MILLIS}, full);
}

export const get = async (path, options) => (await call('GET', path, undefined, options)).json;

/** A write under a key of its own, unless one is given. */
export const put = async (path, body, options = {}) =>
  (await call('PUT', path, body, {key: newKey(), ...options})).json;
export const post = async (path, body, options = {}) =>
  (await call('POST', path, body, {key: newKey(), ...options})).json;
export const remove = async (path, options = {}) =>
  (await call('DELETE', path, undefined, {key: newKey(), ...options})).json;

/** Of what writes nothing: no key. */
export const ask = async (path, body, options = {}) => (await call('POST', path, body, options)).json;

export async function logIn(name, password) {
  const before = read('session');
  forget('session');
  try {
    // Whether the guest of this browser is the account's, which logging out has to know.
    write('guestId', (await get('/v1/sessions')).customerId);
    const session = await ask('/v1/sessions', {name, password});
    write('session', session);
  } catch (problem) {
    if (before) {
      write('session', before);
    }
    throw problem;
  }
  tellSession();
}

let signing = null;

/** Guests keep their orders when they sign up. Pressed again while there is no answer, it is the same call. */
export async function signUp(name, password, role) {
  const body = role ? {name, password, role} : {name, password};
  const text = JSON.stringify(body);
  signing = signing?.text === text ? signing : {text, key: newKey()};
  try {
    await post('/v1/accounts', body, {key: signing.key});
    signing = null;
  } catch (problem) {
    signing = problem.isOpen ? signing : null;
    throw problem;
  }
  await logIn(name, password);
}

/**
 * The session ends for everybody if a front end answers, and for this browser in any case: a guest who has
 * signed up owns the account's orders, so the next one here is another guest.
 */
export async function logOut() {
  const mine = account()?.customerId;
  try {
    await call('DELETE', '/v1/sessions', undefined, {patience: 3_000});
  } finally {
    forget('session');
    PERSONAL.forEach(forget);
    if (mine === undefined || mine === read('guestId')) {
      forget('guest');
    }
    forget('guestId');
    tellSession();
  }
}

/** A path with its query; what is empty is left out. */
export function withQuery(path, query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== '' && value !== null && value !== undefined && value !== false) {
      parameters.set(name, value);
    }
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}
