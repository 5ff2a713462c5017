// When a restaurant takes orders: its week, and a pause.

import {get, put} from './api.js';
import {button, field, fill, h, notice} from './dom.js';
import {when} from './format.js';

const DAYS = {mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday'};
const SPAN = /^([01]?\d|2[0-3]):([0-5]\d)\s*(?:-|–|to)\s*([01]?\d|2[0-3]):([0-5]\d)$/;
const HOUR_MILLIS = 3_600_000;

export async function hoursView({argument: id, leaving}) {
  const path = `/v1/restaurants/${encodeURIComponent(id)}`;
  const [hours, pause] = await Promise.all([get(`${path}/hours`, {signal: leaving}), get(`${path}/pause`, {signal: leaving})]);
  return [h('h1', {}, 'Opening hours'), pausing(`${path}/pause`, pause), week(`${path}/hours`, hours.hours)];
}

function pausing(path, first) {
  const state = h('p', {id: 'pause', role: 'status'});
  const said = h('div', {'aria-live': 'assertive'});
  const show = pause => {
    const isPaused = pause.until && Date.parse(pause.until) > Date.now();
    state.textContent = isPaused ? `Paused until ${when(pause.until)}.` : 'Not paused: orders come in while it is open.';
    resume.disabled = !isPaused;
  };
  const set = async until => {
    try {
      show(await put(path, {until}));
      fill(said);
    } catch (problem) {
      fill(said, notice('bad', h('p', {}, problem.message)));
    }
  };
  const later = hours => new Date(Date.now() + hours * HOUR_MILLIS).toISOString();
  const resume = button('Take orders again', () => set(null), {class: 'main', id: 'resume'});
  show(first);
  return h('section', {class: 'panel', 'aria-labelledby': 'pause-title'}, h('h2', {id: 'pause-title'}, 'Pause'), state, said,
    h('p', {class: 'actions'},
      button('Pause for half an hour', () => set(later(0.5)), {class: 'quiet', id: 'pause-half'}),
      button('Pause for two hours', () => set(later(2)), {class: 'quiet'}),
      button('Pause for a day', () => set(later(24)), {class: 'quiet'}), resume));
}

const written = spans => spans.map(([from, to]) => `${from}-${to}`).join(', ');

/** What somebody has typed, as the API wants it; null when it is not understood. */
export function spansOf(text) {
  if (/^\s*(closed)?\s*$/i.test(text)) {
    return [];
  }
  const spans = text.split(',').map(part => SPAN.exec(part.trim()));
  return spans.every(Boolean)
    ? spans.map(([, fromHour, fromMinute, toHour, toMinute]) =>
      [`${fromHour.padStart(2, '0')}:${fromMinute}`, `${toHour.padStart(2, '0')}:${toMinute}`])
    : null;
}

function week(path, hours) {
  const fields = Object.entries(DAYS).map(([day, name]) =>
    [day, field(name, {id: `hours-${day}`, value: written(hours[day]), placeholder: 'closed', autocomplete: 'off'})]);
  const said = h('div', {id: 'hours-said', 'aria-live': 'polite'});
  return h('form', {class: 'panel', novalidate: true, onsubmit: async event => {
    event.preventDefault();
    const wanted = fields.map(([day, input]) => [day, input, spansOf(input.input.value)]);
    wanted.forEach(([, input, spans]) => input.say(spans ? '' : 'Write it like 12:00-14:30, 17:00-22:00; leave it empty when closed.'));
    const wrong = wanted.find(([, , spans]) => !spans);
    if (wrong) {
      wrong[1].input.focus();
      return;
    }
    try {
      const now = await put(path, {hours: Object.fromEntries(wanted.map(([day, , spans]) => [day, spans]))});
      fields.forEach(([day, input]) => (input.input.value = written(now.hours[day])));
      fill(said, notice('good', h('p', {}, 'These are the hours from now on.')));
    } catch (problem) {
      fill(said, notice('bad', h('p', {}, problem.message)));
    }
  }}, h('h2', {}, 'The week'), h('p', {class: 'hint'}, 'London time, like 12:00-14:30, 17:00-22:00; until after midnight like 18:00-02:00.'),
  h('div', {class: 'week'}, fields.map(([, input]) => input)), said,
  h('p', {class: 'actions'}, h('button', {type: 'submit', class: 'main', id: 'save-hours'}, 'Save the week')));
}
