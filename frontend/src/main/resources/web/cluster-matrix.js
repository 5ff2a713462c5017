// Vector timestamps as a table: who has seen how many of whose records.

import {el} from './cluster-dom.js';
import {components, isHeard, lag, maxima} from './cluster-frames.js';

const FAR_BEHIND = 10;

export function drawMatrix(table, frame, token) {
  const most = maxima(frame);
  for (const [component, count] of Object.entries(token?.timestamp ?? {})) {
    most[component] = Math.max(most[component] ?? 0, count);
  }
  const columns = components(most);
  const head = el('tr', {}, el('th', {scope: 'col'}, 'Seen by'),
    columns.map(component => el('th', {scope: 'col', class: 'figure'}, component)),
    el('th', {scope: 'col', class: 'figure'}, 'behind'));
  const rows = [];
  for (const replica of frame.cluster.replicaManagers) {
    const note = isHeard(replica) ? logged(replica) : 'not heard';
    rows.push(row(replica.name, note, replica.valueTimestamp, columns, most, 'replica', !isHeard(replica)));
  }
  for (const frontEnd of frame.cluster.frontEnds) {
    rows.push(row(frontEnd.name, 'front end', frontEnd.timestamp, columns, most, 'front-end'));
  }
  if (token) {
    const writes = token.pending.length > 0 ? `${token.pending.length} own writes to see yet` : 'this browser';
    rows.push(row('my token', writes, token.timestamp, columns, most, 'token'));
  }
  table.replaceChildren(el('thead', {}, head), el('tbody', {}, rows));
}

// Logged and not executed yet: they wait for what they depend on, or for a second disk.
function logged(replica) {
  const waiting = lag(replica.valueTimestamp, replica.replicaTimestamp);
  return waiting > 0 ? `${waiting} logged, not applied yet` : '';
}

function row(name, note, timestamp, columns, most, kind, isOld = false) {
  const cells = () => columns.map(component => cell(timestamp[component] ?? 0, most[component], component, shade));
  const total = lag(timestamp, most);
  // Who has only not asked for more is not late.
  const shade = kind === 'replica' ? lateness : behind => behind === 0 ? 'level' : 'unasked';
  return el('tr', {class: `${kind}${isOld ? ' old' : ''}`, 'data-row': name, 'data-lag': String(total)},
    el('th', {scope: 'row'}, name, note ? el('span', {class: 'note'}, note) : null), cells(),
    el('td', {class: `figure ${shade(total)}`}, total === 0 ? '0' : `−${total}`));
}

function cell(count, most, component, shade) {
  const behind = most - count;
  return el('td', {class: `figure ${shade(behind)}`, 'data-component': component},
    String(count), behind > 0 ? el('span', {class: 'behind'}, ` −${behind}`) : null);
}

function lateness(behind) {
  return behind === 0 ? 'level' : behind < FAR_BEHIND ? 'near' : 'far';
}
