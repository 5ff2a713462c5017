// Replica managers and front ends, and what moves between them: a dot is what was counted in one second.

import {isMotionReduced, svg} from './cluster-dom.js';
import {isBroken, isHeard} from './cluster-frames.js';

const WIDTH = 400;
const CENTRE = {x: 200, y: 118};
const RADIUS = 80;
const FRONT_ENDS_AT = 300;
const TRAVEL_MILLIS = 900;
const DOTS_MAX = 60;

export class Graph {
  #edges = svg('g', {});
  #dots = svg('g', {});
  #nodes = svg('g', {});
  #moving = [];
  #places = new Map();
  #isRunning = false;

  constructor(box) {
    box.replaceChildren(svg('svg', {viewBox: `0 -24 ${WIDTH} 364`, role: 'img', 'aria-labelledby': 'graph-title'},
      this.#edges, this.#dots, this.#nodes));
  }

  /** @param flows what was counted since the page before: {from, to, count, kind} */
  draw(frame, flows) {
    this.#place(frame);
    this.#edges.replaceChildren(...this.#lines(frame), ...(isMotionReduced() ? this.#figures(flows) : []));
    this.#nodes.replaceChildren(
      ...frame.cluster.replicaManagers.map(it => this.#replica(it, frame)),
      ...frame.cluster.frontEnds.map(it => this.#frontEnd(it, frame)));
  }

  send(flows) {
    if (isMotionReduced() || document.hidden) {
      return;
    }
    for (const flow of flows) {
      if (this.#moving.length < DOTS_MAX && this.#places.has(flow.from) && this.#places.has(flow.to)) {
        const label = flow.count > 0 ? String(flow.count) : '';
        const dot = svg('g', {class: `dot ${flow.kind}`},
          svg('circle', {r: flow.count > 0 ? 9 : 3}), svg('text', {'text-anchor': 'middle', dy: 4}, label));
        this.#moving.push({dot, flow, since: performance.now() + Math.random() * 100});
        this.#dots.append(dot);
      }
    }
    if (!this.#isRunning && this.#moving.length > 0) {
      this.#isRunning = true;
      requestAnimationFrame(now => this.#move(now));
    }
  }

  #move(now) {
    this.#moving = this.#moving.filter(({dot, flow, since}) => {
      const part = (now - since) / TRAVEL_MILLIS;
      const from = this.#places.get(flow.from);
      const to = this.#places.get(flow.to);
      if (part >= 1 || !from || !to) {
        dot.remove();
        return false;
      }
      const at = Math.max(0, part);
      // Both directions of a link are drawn beside one another.
      const side = sideways(from, to, flow.kind === 'gossip' ? 6 : 0);
      dot.setAttribute('transform', `translate(${from.x + (to.x - from.x) * at + side.x} ${from.y + (to.y - from.y) * at + side.y})`);
      return true;
    });
    this.#isRunning = this.#moving.length > 0;
    if (this.#isRunning) {
      requestAnimationFrame(next => this.#move(next));
    }
  }

  #place(frame) {
    this.#places.clear();
    const replicas = frame.cluster.replicaManagers;
    replicas.forEach((replica, index) => {
      const turn = index / replicas.length * 2 * Math.PI - Math.PI / 2;
      this.#places.set(replica.name, {
        x: CENTRE.x + Math.cos(turn) * RADIUS * 1.5,
        y: CENTRE.y + Math.sin(turn) * RADIUS,
      });
    });
    const frontEnds = frame.cluster.frontEnds;
    frontEnds.forEach((frontEnd, index) =>
      this.#places.set(frontEnd.name, {x: WIDTH * (index + 1) / (frontEnds.length + 1), y: FRONT_ENDS_AT}));
  }

  #lines(frame) {
    const lines = [];
    const replicas = frame.cluster.replicaManagers;
    replicas.forEach((one, index) => {
      for (const other of replicas.slice(index + 1)) {
        lines.push(this.#line(one.name, other.name, `gossip ${linkOf(frame, one, other)}`));
      }
    });
    for (const frontEnd of frame.cluster.frontEnds) {
      for (const replica of replicas.filter(isHeard)) {
        lines.push(this.#line(frontEnd.name, replica.name, 'calls'));
      }
    }
    return lines;
  }

  #line(from, to, kind) {
    const a = this.#places.get(from);
    const b = this.#places.get(to);
    return svg('line', {class: `link ${kind}`, x1: a.x, y1: a.y, x2: b.x, y2: b.y});
  }

  // Where nothing may move, the counts stand on the lines.
  #figures(flows) {
    return flows.filter(flow => flow.count > 0 && this.#places.has(flow.from) && this.#places.has(flow.to)).map(flow => {
      const from = this.#places.get(flow.from);
      const to = this.#places.get(flow.to);
      return svg('text', {class: `count ${flow.kind}`, x: from.x + (to.x - from.x) / 3, y: from.y + (to.y - from.y) / 3},
        `${flow.count}→`);
    });
  }

  #replica(replica, frame) {
    const {x, y} = this.#places.get(replica.name);
    const heard = isHeard(replica);
    const state = heard ? replica.status : 'not heard';
    const held = heard ? replica.heldUpdates + replica.heldQueries : 0;
    return svg('g', {class: `node replica ${heard ? replica.status.toLowerCase() : 'silent'}`, transform: `translate(${x} ${y})`},
      svg('circle', {r: 30}),
      svg('text', {'text-anchor': 'middle', dy: -2, class: 'name'}, replica.name),
      svg('text', {'text-anchor': 'middle', dy: 12, class: 'small'}, state === 'ACTIVE' ? `log ${replica.logLength}` : state.toLowerCase()),
      held > 0 ? svg('text', {'text-anchor': 'middle', dy: 46, class: 'small held'}, `${held} held back`) : null,
      isBroken(frame.details[replica.name]) ? svg('text', {'text-anchor': 'middle', dy: -36, class: 'small held'}, 'broken on purpose') : null);
  }

  #frontEnd(frontEnd, frame) {
    const {x, y} = this.#places.get(frontEnd.name);
    return svg('g', {class: 'node front-end', transform: `translate(${x} ${y})`},
      svg('rect', {x: -30, y: -17, width: 60, height: 34, rx: 6}),
      svg('text', {'text-anchor': 'middle', dy: 5, class: 'name'}, frontEnd.name),
      frontEnd.name === frame.frontEnd ? svg('text', {'text-anchor': 'middle', dy: 32, class: 'small'}, 'shows you this') : null);
  }
}

function linkOf(frame, one, other) {
  if (!isHeard(one) || !isHeard(other)) {
    return 'down';
  }
  const cut = [[one, other], [other, one]].some(([a, b]) => frame.details[a.name]?.chaos?.cut?.includes(b.name));
  const late = [[one, other], [other, one]].some(([a, b]) => frame.details[a.name]?.chaos?.delayMillis?.[b.name]);
  const paused = [one, other].some(it => frame.details[it.name]?.chaos?.gossipPaused);
  return cut || paused ? 'cut' : late ? 'late' : '';
}

function sideways(from, to, distance) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {x: -(to.y - from.y) / length * distance, y: (to.x - from.x) / length * distance};
}

/** What was counted between two status pages of each replica manager. */
export function flowsBetween(before, now) {
  const flows = [];
  for (const [name, details] of Object.entries(now.details)) {
    const old = before?.details[name];
    if (!old) {
      continue;
    }
    for (const peer of details.peers) {
      const was = old.peers.find(it => it.name === peer.name);
      const messages = peer.gossipSent - (was?.gossipSent ?? 0);
      if (was && messages > 0) {
        flows.push({from: name, to: peer.name, count: Math.max(0, peer.recordsSent - was.recordsSent), kind: 'gossip'});
      }
    }
    for (const [frontEnd, calls] of Object.entries(details.callsOfFrontEnds)) {
      const count = calls - (old.callsOfFrontEnds[frontEnd] ?? calls);
      if (count > 0) {
        flows.push({from: frontEnd, to: name, count, kind: 'calls'});
      }
    }
  }
  return flows;
}
