// What happened, told from the difference of two frames.

import {el, plural} from './cluster-dom.js';
import {isHeard, lag} from './cluster-frames.js';

const LINES_MAX = 200;

export class Feed {
  #list;

  constructor(list) {
    this.#list = list;
  }

  add(before, now) {
    for (const {text, mood} of happened(before, now)) {
      const time = new Date(now.at).toLocaleTimeString();
      this.#list.prepend(el('li', {class: mood ?? false, 'data-frame': now.frame}, el('time', {datetime: now.at}, time), ` ${text}`));
    }
    while (this.#list.childElementCount > LINES_MAX) {
      this.#list.lastElementChild.remove();
    }
  }

  /** What has not happened yet at the frame that is shown steps back. */
  showUpTo(frame) {
    for (const line of this.#list.children) {
      line.classList.toggle('later', Number(line.dataset.frame) > frame);
    }
  }
}

function happened(before, now) {
  const lines = [];
  for (const replica of now.cluster.replicaManagers) {
    const old = before.cluster.replicaManagers.find(it => it.name === replica.name);
    if (!old) {
      lines.push({text: `${replica.name} takes part`, mood: 'good'});
    } else {
      lines.push(...changes(old, replica), ...chaosChanges(replica.name, before.details[replica.name], now.details[replica.name]));
    }
  }
  for (const old of before.cluster.replicaManagers) {
    if (!now.cluster.replicaManagers.some(it => it.name === old.name)) {
      lines.push({text: `${old.name} has left`, mood: 'warn'});
    }
  }
  if (before.cluster.converged !== now.cluster.converged) {
    lines.push(now.cluster.converged
      ? {text: 'all replica managers have the same state', mood: 'good'}
      : {text: 'states differ for a while', mood: 'warn'});
  }
  return lines;
}

function changes(old, replica) {
  const lines = [];
  const {name} = replica;
  if (isHeard(old) !== isHeard(replica)) {
    return [isHeard(replica) ? {text: `${name} is heard again`, mood: 'good'} : {text: `${name} is not heard any more`, mood: 'bad'}];
  }
  if (isHeard(replica) && old.status !== replica.status) {
    lines.push({text: `${name} was ${old.status}, is ${replica.status}`, mood: replica.status === 'ACTIVE' ? 'good' : 'warn'});
  }
  const stamped = (replica.replicaTimestamp[name] ?? 0) - (old.replicaTimestamp[name] ?? 0);
  if (stamped > 0) {
    lines.push({text: `${name} stamped ${plural(stamped, 'record')}, up to ${name} ${replica.replicaTimestamp[name]}`});
  }
  const applied = lag(old.valueTimestamp, replica.valueTimestamp);
  if (applied > 0) {
    lines.push({text: `${name} applied ${plural(applied, 'record')}`});
  }
  const held = replica.heldUpdates + replica.heldQueries;
  const wasHeld = old.heldUpdates + old.heldQueries;
  if (held > 0 !== wasHeld > 0) {
    lines.push(held > 0 ? {text: `${name} holds back ${held}`, mood: 'warn'} : {text: `${name} holds nothing back any more`, mood: 'good'});
  }
  return lines;
}

function chaosChanges(name, old, now) {
  const before = JSON.stringify(old?.chaos ?? null);
  const after = JSON.stringify(now?.chaos ?? null);
  if (!old?.chaos || !now?.chaos || before === after) {
    return [];
  }
  const {gossipPaused, cut, delayMillis} = now.chaos;
  const isCalm = !gossipPaused && cut.length === 0 && Object.keys(delayMillis).length === 0;
  return [isCalm ? {text: `${name} is healed`, mood: 'good'} : {text: `${name} is broken on purpose`, mood: 'warn'}];
}
