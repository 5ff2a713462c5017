// What an operator orders: statuses, and what goes wrong on purpose.

import {$, el, say} from './cluster-dom.js';

const KEPT = 'grapevine.operator';
const SURE_MILLIS = 4000;
const SEND_MILLIS = 5000;
const PRESSED = 'button, select, input';
const DELAYS = {'500': 'late by 0.5 s', '3000': 'late by 3 s', '10000': 'late by 10 s'};

export class Actions {
  #rights = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');

  start() {
    this.#drawLogin();
  }

  /** Made anew only when something else is to be pressed; the focus stays where it was. */
  draw(box, replica, details) {
    const peers = (details?.peers ?? []).map(it => it.name);
    const shape = JSON.stringify([Boolean(this.#rights), peers, details?.chaos, details?.orderedStatus]);
    if (box.dataset.shape === shape) {
      return;
    }
    const focused = [...box.querySelectorAll(PRESSED)].indexOf(document.activeElement);
    box.dataset.shape = shape;
    box.replaceChildren(...this.#rights ? this.#controls(replica.name, details, peers) : []);
    if (focused >= 0) {
      box.querySelectorAll(PRESSED)[focused]?.focus({preventScroll: true});
    }
  }

  #controls(name, details, peers) {
    const isDrained = details?.orderedStatus === 'OFFLINE';
    const status = el('select', {'aria-label': `Status of ${name}`},
      ['AUTO', 'ACTIVE', 'OVERLOADED', 'OFFLINE'].map(it => el('option', {value: it, selected: it === details?.orderedStatus}, it)));
    status.addEventListener('change', () => this.#setStatus(name, status.value));
    const controls = [el('div', {class: 'line'},
      el('button', {type: 'button', class: 'drain', onclick: () => this.#setStatus(name, isDrained ? 'AUTO' : 'OFFLINE')},
        isDrained ? `Let ${name} take calls` : `Drain ${name}`), status)];
    if (details?.chaos) {
      controls.push(el('div', {class: 'chaos'}, this.#chaos(name, details.chaos, peers)));
    }
    return controls;
  }

  #chaos(name, chaos, peers) {
    const pause = el('input', {type: 'checkbox', checked: chaos.gossipPaused});
    const links = peers.map(peer => {
      const now = chaos.cut.includes(peer) ? 'cut' : String(chaos.delayMillis[peer] ?? '');
      return {peer, select: el('select', {'data-peer': peer},
        el('option', {value: ''}, 'whole'), el('option', {value: 'cut', selected: now === 'cut'}, 'cut'),
        Object.entries(DELAYS).map(([millis, text]) => el('option', {value: millis, selected: now === millis}, text)))};
    });
    const order = () => this.#setChaos(name, {
      gossipPaused: pause.checked,
      cut: links.filter(it => it.select.value === 'cut').map(it => it.peer),
      delayMillis: Object.fromEntries(links.filter(it => it.select.value in DELAYS).map(it => [it.peer, Number(it.select.value)])),
    });
    pause.addEventListener('change', order);
    links.forEach(it => it.select.addEventListener('change', order));
    return [el('label', {class: 'line'}, pause, 'Pause gossip'),
      links.map(it => el('label', {class: 'line'}, `Link to ${it.peer}`, it.select)),
      el('div', {class: 'line'},
        el('button', {type: 'button', class: 'heal', onclick: () => this.#setChaos(name, {})}, 'Heal all'),
        surely('Kill', `Really kill ${name}?`, () => this.#setChaos(name, {killed: true})))];
  }

  #setStatus(name, status) {
    void this.#order(`/v1/cluster/replicas/${name}/status`, {status}, `${name} is ordered to be ${status}.`);
  }

  #setChaos(name, chaos) {
    const done = chaos.killed ? `${name} is killed. ./launch.sh --detach brings it back.` : `${name}: ordered.`;
    void this.#order(`/v1/cluster/replicas/${name}/chaos`, chaos, done);
  }

  async #order(path, body, done) {
    say($('order-result'), 'Ordering …');
    const told = await send('PUT', path, body, this.#rights);
    say($('order-result'), told.isDone ? done : told.text);
    if (told.status === 401) {
      this.#forget();
    }
  }

  #drawLogin() {
    if (this.#rights) {
      $('operator').replaceChildren(
        el('p', {}, `Logged in as ${this.#rights.name}. Each card has what you may order; each order is written to the front end's log.`),
        el('button', {type: 'button', id: 'log-out', onclick: () => this.#logOut()}, 'Log out'));
      return;
    }
    const name = el('input', {id: 'operator-name', autocomplete: 'username', required: true, maxlength: 60});
    const password = el('input', {id: 'operator-password', type: 'password', autocomplete: 'current-password', required: true, maxlength: 500});
    const form = el('form', {id: 'operator-form', class: 'stack'},
      el('p', {class: 'soft'}, 'Everybody may watch. To drain a replica manager, or to break one that was started with --chaos, log in as an operator; or as cluster with what ./grapevine credential prints, which works when no replica manager answers.'),
      el('label', {for: 'operator-name'}, 'Name'), name,
      el('label', {for: 'operator-password'}, 'Password or credential'), password,
      el('button', {type: 'submit'}, 'Log in'));
    form.addEventListener('submit', event => {
      event.preventDefault();
      void this.#logIn(name.value.trim(), password.value);
    });
    $('operator').replaceChildren(form);
  }

  async #logIn(name, password) {
    if (name === 'cluster') {
      this.#keep({name: 'the cluster\'s key', header: ['Grapevine-Credential', password.trim()]});
      say($('order-result'), '');
      return;
    }
    const told = await send('POST', '/v1/sessions', {name, password}, null);
    if (told.isDone && told.body.account.role === 'OPERATOR') {
      this.#keep({name: told.body.account.name, header: ['Authorization', `Bearer ${told.body.session}`]});
    }
    say($('order-result'), !told.isDone ? told.text
      : this.#rights ? '' : `${name} is no operator. ./grapevine account create --role operator makes one.`);
  }

  /** The credential of the cluster is no session: it is forgotten here, and that is all. */
  async #logOut() {
    const rights = this.#rights;
    this.#forget();
    if (rights.header[0] === 'Authorization') {
      const told = await send('DELETE', '/v1/sessions', undefined, rights);
      say($('order-result'), told.isDone || told.status === 401 ? 'Logged out.'
        : 'Logged out here only: the session was not ended, it ends by itself.');
    }
  }

  #keep(rights) {
    this.#rights = rights;
    sessionStorage.setItem(KEPT, JSON.stringify(rights));
    this.#drawLogin();
  }

  #forget() {
    this.#rights = null;
    sessionStorage.removeItem(KEPT);
    this.#drawLogin();
  }
}

async function send(method, path, body, rights) {
  const headers = body === undefined ? {} : {'Content-Type': 'application/json'};
  if (rights) {
    headers[rights.header[0]] = rights.header[1];
  }
  try {
    const answer = await fetch(path, {method, headers, body: JSON.stringify(body),
      credentials: 'omit', signal: AbortSignal.timeout(SEND_MILLIS)});
    const told = await answer.json();
    return {isDone: answer.ok, status: answer.status, body: told, text: answer.ok ? '' : `${told.title}. ${told.detail}`};
  } catch {
    return {isDone: false, status: 0, body: {}, text: 'This front end does not answer. Nothing may have happened: look, and try again.'};
  }
}

/** A button that asks back once. */
function surely(label, question, act) {
  const button = el('button', {type: 'button', class: 'kill'}, label);
  let isAsked = false;
  button.addEventListener('click', () => {
    if (isAsked) {
      act();
    }
    isAsked = !isAsked;
    say(button, isAsked ? question : label);
    setTimeout(() => {
      isAsked = false;
      say(button, label);
    }, SURE_MILLIS);
  });
  return button;
}
