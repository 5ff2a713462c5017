// How many records each replica manager lacked, over the last minutes.

import {plural, say, svg} from './cluster-dom.js';
import {lag, maxima} from './cluster-frames.js';

const WIDTH = 400;
const HEIGHT = 120;
const LEFT = 34;
const BOTTOM = 18;
const SPAN_MILLIS = 5 * 60_000;
const SPAN_MILLIS_MIN = 20_000;

export function drawCurve(box, text, frames) {
  const shown = frames[frames.length - 1];
  const end = Date.parse(shown.at);
  const known = end - Date.parse(frames[0].at);
  const span = Math.min(SPAN_MILLIS, Math.max(SPAN_MILLIS_MIN, known));
  const begin = end - span;
  const points = frames.filter(frame => Date.parse(frame.at) >= begin).map(frame => {
    const most = maxima(frame);
    return {
      at: Date.parse(frame.at),
      lags: Object.fromEntries(frame.cluster.replicaManagers.map(it => [it.name, lag(it.valueTimestamp, most)])),
    };
  });
  const worst = Math.max(0, ...points.flatMap(point => Object.values(point.lags)));
  const top = Math.max(4, worst);
  const x = at => LEFT + (at - begin) / (end - begin) * (WIDTH - LEFT - 4);
  const y = records => (HEIGHT - BOTTOM) - records / top * (HEIGHT - BOTTOM - 8);
  const lines = shown.cluster.replicaManagers.map((replica, index) => svg('polyline', {
    class: `line-${index % 6}`,
    points: steps(points.filter(point => replica.name in point.lags), replica.name, x, y),
  }));
  const names = shown.cluster.replicaManagers.map((replica, index) => svg('text', {
    class: `name-${index % 6}`, x: LEFT + 6 + index * 44, y: 12,
  }, replica.name));
  box.replaceChildren(svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-labelledby': 'curve-title curve-text'},
    axis(x(begin), y(0), x(end), y(0)), axis(x(begin), y(0), x(begin), y(top)),
    svg('text', {x: LEFT - 4, y: y(0), 'text-anchor': 'end'}, '0'),
    svg('text', {x: LEFT - 4, y: y(top) + 4, 'text-anchor': 'end'}, String(top)),
    svg('text', {x: LEFT, y: HEIGHT - 4}, span < 60_000 ? `${Math.round(span / 1000)} s ago` : `${Math.round(span / 60_000)} min ago`),
    svg('text', {x: WIDTH - 4, y: HEIGHT - 4, 'text-anchor': 'end'}, 'shown'),
    lines, names));
  const now = Math.max(0, ...Object.values(points[points.length - 1].lags));
  say(text, `Records that a replica manager has not applied and somebody has: ${plural(now, 'record')} at most at this moment, ${worst} in this time.`);
}

// A lag stays what it is until the next frame.
function steps(points, name, x, y) {
  const corners = [];
  for (const point of points) {
    if (corners.length > 0) {
      corners.push(`${x(point.at).toFixed(1)},${corners[corners.length - 1].split(',')[1]}`);
    }
    corners.push(`${x(point.at).toFixed(1)},${y(point.lags[name]).toFixed(1)}`);
  }
  return corners.join(' ');
}

function axis(x1, y1, x2, y2) {
  return svg('line', {class: 'axis', x1, y1, x2, y2});
}
