// One card for each replica manager: what it is, what it holds back and why.

import {el, plural, say} from './cluster-dom.js';
import {isHeard, lag, maxima, perSecond} from './cluster-frames.js';

const RATE_MILLIS = 5000;
const HELD_SHOWN = 4;
const FIGURES = ['State', 'Behind', 'Log', 'Held back', 'Records executed', 'Calls', 'Latency', 'Gossip', 'Second disk', 'Open data'];

export class Cards {
  #cards = new Map();
  #actionsFor;

  /** @param actionsFor makes the part of a card that an operator presses */
  constructor(actionsFor) {
    this.#actionsFor = actionsFor;
  }

  draw(box, frames) {
    const frame = frames.shown;
    const names = frame.cluster.replicaManagers.map(it => it.name);
    for (const [name, card] of this.#cards) {
      if (!names.includes(name)) {
        card.root.remove();
        this.#cards.delete(name);
      }
    }
    for (const replica of frame.cluster.replicaManagers) {
      if (!this.#cards.has(replica.name)) {
        this.#cards.set(replica.name, make(replica.name));
        box.append(this.#cards.get(replica.name).root);
      }
      this.#fill(this.#cards.get(replica.name), replica, frames);
    }
  }

  #fill(card, replica, frames) {
    const frame = frames.shown;
    const details = frame.details[replica.name];
    const heard = isHeard(replica);
    card.root.classList.toggle('old', !heard);
    say(card.state, heard ? replica.status : 'NOT HEARD');
    card.state.className = `state ${heard ? replica.status.toLowerCase() : 'silent'}`;
    const figures = figuresOf(replica, details, frames);
    for (const name of FIGURES) {
      say(card.figures.get(name), figures[name] ?? 'not known');
    }
    const reasons = heard ? (details?.held ?? []).slice(0, HELD_SHOWN).map(reason) : [];
    if (card.reasons.dataset.said !== reasons.join('|')) {
      card.reasons.dataset.said = reasons.join('|');
      card.reasons.replaceChildren(...reasons.map(text => el('li', {}, text)));
    }
    this.#actionsFor(card.actions, replica, details);
  }
}

function make(name) {
  const figures = new Map(FIGURES.map(figure => [figure, el('dd', {})]));
  const state = el('span', {class: 'state'});
  const reasons = el('ul', {class: 'reasons'});
  const actions = el('div', {class: 'actions'});
  const root = el('article', {class: 'card panel', id: `card-${name}`, 'aria-label': name},
    el('h3', {}, `${name} `, state),
    el('dl', {}, FIGURES.map(figure => el('div', {'data-figure': figure}, el('dt', {}, figure), figures.get(figure)))),
    reasons, actions);
  return {root, state, figures, reasons, actions};
}

function figuresOf(replica, details, frames) {
  const heard = isHeard(replica);
  const behind = lag(replica.valueTimestamp, maxima(frames.shown));
  const known = {
    State: heard ? stateOf(details) : lastHeard(replica),
    Behind: replica.stateDigest === null ? 'not known' : behind === 0 ? 'no record' : plural(behind, 'record'),
    Log: replica.logLength === null ? 'not known' : plural(replica.logLength, 'record'),
    'Held back': heard ? `${plural(replica.heldUpdates, 'update')}, ${plural(replica.heldQueries, 'query', 'queries')}` : 'not known',
  };
  return details && heard ? {...known, ...detailed(replica.name, details, frames)} : known;
}

function detailed(name, details, frames) {
  const sent = details.peers.reduce((sum, it) => sum + it.gossipSent, 0);
  const records = details.peers.reduce((sum, it) => sum + it.recordsSent, 0);
  const open = details.providers.filter(it => !['CLOSED', 'OFFLINE'].includes(it.state));
  const lost = details.chaosDropped > 0 ? `, ${details.chaosDropped} lost on purpose` : '';
  return {
    'Records executed': String(details.executed),
    Calls: `${rate(frames, name, it => it.callsAnswered.updates + it.callsAnswered.forced)} updates/s, ${rate(frames, name, it => it.callsAnswered.queries)} queries/s`
      + (details.callsRefused + details.callsTooLate > 0 ? `, ${details.callsRefused + details.callsTooLate} refused` : ''),
    Latency: details.p95Micros === null ? 'no calls in the last minute' : `95 % within ${(details.p95Micros / 1000).toFixed(1)} ms`,
    Gossip: `${plural(sent, 'message')} sent with ${plural(records, 'record')}${lost}`,
    'Second disk': details.degraded ? 'nobody else has its newest records: they are shown at one disk' : 'what it shows is on two disks',
    'Open data': details.providers.every(it => it.state === 'OFFLINE') ? 'asks nobody'
      : open.length === 0 ? 'all sources answer' : open.map(it => `${it.provider}: breaker ${it.state}`).join(', '),
  };
}

function stateOf(details) {
  const parts = [];
  if (details?.starting) {
    parts.push('starting');
  }
  if (details && details.orderedStatus !== 'AUTO') {
    parts.push(`ordered: ${details.orderedStatus}`);
  }
  const chaos = details?.chaos;
  if (chaos?.gossipPaused) {
    parts.push('gossip paused');
  }
  if (chaos?.cut?.length > 0) {
    parts.push(`cut from ${chaos.cut.join(', ')}`);
  }
  for (const [peer, millis] of Object.entries(chaos?.delayMillis ?? {})) {
    parts.push(`${peer} ${millis} ms late`);
  }
  if (details?.diverged) {
    parts.push(`DIVERGED ${details.diverged}`);
  }
  return parts.length > 0 ? parts.join('; ') : 'as it measures itself';
}

function lastHeard(replica) {
  return replica.lastHeardMillis === null ? 'never heard' : `not heard for ${Math.round(replica.lastHeardMillis / 1000)} s; figures are its last`;
}

function reason(held) {
  const what = held.kind === 'UPDATE' ? 'An update' : 'A query';
  if (held.awaited.length === 0) {
    return `${what} waits until the other replica managers were heard.`;
  }
  const awaited = held.awaited.map(it => `${it.component} ${it.wanted} (here ${it.here})`);
  const either = held.awaited.length > 1 && held.awaited.every(it => it.alternative);
  return `${what} waits for ${either ? 'one of ' : ''}${awaited.join(either ? ', ' : ' and ')}; given up in ${(held.millisLeft / 1000).toFixed(1)} s.`;
}

function rate(frames, name, pick) {
  const shown = frames.shown;
  const then = frames.upToShown.find(it => Date.parse(shown.at) - Date.parse(it.at) <= RATE_MILLIS && it.details[name]);
  const millis = then ? Date.parse(shown.at) - Date.parse(then.at) : 0;
  const figure = perSecond(pick(shown.details[name]), then && pick(then.details[name]), millis);
  return figure >= 10 ? figure.toFixed(0) : figure.toFixed(1);
}
