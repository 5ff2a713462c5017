// The frames that this page keeps, and what follows from one of them.

const FRAMES_MAX = 900;
const SILENT_MILLIS = 2000;
const CLOSED_MILLIS = 1000;

export class Frames {
  #kept = [];
  #at = -1;

  add(frame) {
    this.#kept.push(frame);
    if (this.#kept.length > FRAMES_MAX) {
      this.#kept.shift();
      // Whoever looks at the past keeps looking at the same frame while there is one.
      this.#at = Math.max(this.#at - 1, this.isLive ? -1 : 0);
    }
  }

  get size() { return this.#kept.length; }
  get isLive() { return this.#at < 0; }
  get place() { return this.isLive ? this.size - 1 : this.#at; }
  get shown() { return this.#kept[this.place]; }
  get before() { return this.#kept[this.place - 1]; }
  get newest() { return this.#kept[this.size - 1]; }
  get upToShown() { return this.#kept.slice(0, this.place + 1); }

  goTo(place) {
    this.#at = place >= this.size - 1 ? -1 : Math.max(0, place);
  }

  goLive() { this.#at = -1; }

  get agoMillis() {
    return this.size === 0 ? 0 : Date.parse(this.newest.at) - Date.parse(this.shown.at);
  }
}

// OFFLINE is also what a front end says of one whose link is closed; a drained one goes on speaking five times a second.
export function isHeard(replica) {
  const patience = replica.status === 'OFFLINE' ? CLOSED_MILLIS : SILENT_MILLIS;
  return replica.lastHeardMillis !== null && replica.lastHeardMillis <= patience;
}

/** By component: the most that anybody has. */
export function maxima(frame) {
  const most = Object.fromEntries(frame.cluster.replicaManagers.map(it => [it.name, 0]));
  const timestamps = [...frame.cluster.replicaManagers.map(it => it.replicaTimestamp),
    ...frame.cluster.replicaManagers.map(it => it.valueTimestamp),
    ...frame.cluster.frontEnds.map(it => it.timestamp)];
  for (const timestamp of timestamps) {
    for (const [component, count] of Object.entries(timestamp)) {
      most[component] = Math.max(most[component] ?? 0, count);
    }
  }
  return most;
}

/** Records that somebody has and this timestamp lacks. */
export function lag(timestamp, most) {
  return Object.entries(most).reduce((sum, [component, count]) => sum + count - (timestamp[component] ?? 0), 0);
}

export function components(most) {
  return Object.keys(most).sort((a, b) => (a === 'F') - (b === 'F') || a.localeCompare(b, 'en', {numeric: true}));
}

/** Counters of the shown frame against those of a second before; what was restarted counts anew. */
export function perSecond(now, before, millis) {
  if (before === undefined || before === null || millis <= 0) {
    return 0;
  }
  return Math.max(0, now < before ? now : now - before) * 1000 / millis;
}

/** The state in plain words. */
export function sentence(frame) {
  const all = frame.cluster.replicaManagers;
  const heard = all.filter(isHeard);
  const parts = [`${heard.length} of ${all.length} replica managers answer`];
  const silent = all.filter(it => !isHeard(it)).map(silence);
  if (silent.length > 0) {
    parts[0] += ` (${silent.join(', ')})`;
  }
  const drained = heard.filter(it => it.status !== 'ACTIVE').map(it => `${it.name} is ${it.status}`);
  parts.push(...drained);
  if (frame.cluster.converged || isSame(heard)) {
    parts.push(heard.length > 1 ? 'all that answer have the same state' : 'nobody to compare with');
  } else {
    const most = maxima(frame);
    const behind = heard.map(it => [it.name, lag(it.valueTimestamp, most)]).filter(([, records]) => records > 0);
    parts.push(behind.length > 0
      ? `behind: ${behind.map(([name, records]) => `${name} by ${records}`).join(', ')}`
      : 'states differ');
  }
  if (frame.cluster.converged) {
    parts[parts.length - 1] = 'all have the same state';
  }
  const held = heard.reduce((sum, it) => sum + it.heldUpdates + it.heldQueries, 0);
  parts.push(held === 0 ? 'nothing held back' : `${held} held back`);
  parts.push(...heard.filter(it => isBroken(frame.details[it.name])).map(it => `${it.name} is broken on purpose`));
  const wrong = all.filter(it => frame.details[it.name]?.diverged).map(it => `${it.name} has DIVERGED`);
  return [...wrong, ...parts].join('; ');
}

export function silence(replica) {
  return replica.lastHeardMillis === null
    ? `${replica.name} was never heard`
    : `${replica.name} not heard for ${Math.round(replica.lastHeardMillis / 1000)} s`;
}

export function isBroken(details) {
  const chaos = details?.chaos;
  return Boolean(chaos) && (chaos.gossipPaused || chaos.cut?.length > 0 || Object.keys(chaos.delayMillis ?? {}).length > 0);
}

function isSame(heard) {
  const states = heard.map(it => `${it.stateDigest} ${JSON.stringify(it.valueTimestamp)}`);
  return new Set(states).size <= 1;
}

export function mood(frame) {
  const all = frame.cluster.replicaManagers;
  if (all.every(it => !isHeard(it)) || all.some(it => frame.details[it.name]?.diverged)) {
    return 'bad';
  }
  return frame.cluster.converged && all.every(it => it.status === 'ACTIVE') ? 'good' : 'warn';
}
