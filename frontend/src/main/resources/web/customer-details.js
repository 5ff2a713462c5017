// Who gets it, and where. What was typed is kept for a reload and the next order.

import {get} from './api.js';
import {field, h} from './dom.js';
import {read, write} from './store.js';

const TYPING_MILLIS = 400;

/** element; postcode(); service(kind); read(): {deliverTo, note}, or null when something is missing. */
export function deliveryForm(service, moved) {
  const kept = read('details', {});
  const addresses = h('datalist', {id: 'addresses'});
  const postcode = field('Postcode', {id: 'deliver-postcode', value: read('postcode', ''), required: true, maxlength: 8, autocomplete: 'postal-code'});
  const name = field('Name', {id: 'deliver-name', value: kept.name ?? '', required: true, maxlength: 100, autocomplete: 'name'});
  const line1 = field('Address', {id: 'deliver-line1', value: kept.line1 ?? '', required: true, maxlength: 100, list: 'addresses', autocomplete: 'address-line1'},
    'House and street; known ones are suggested.');
  const line2 = field('Address, second line (optional)', {id: 'deliver-line2', value: kept.line2 ?? '', maxlength: 100, autocomplete: 'address-line2'});
  const phone = field('Phone (optional)', {id: 'deliver-phone', type: 'tel', value: kept.phone ?? '', maxlength: 30, autocomplete: 'tel', pattern: '\\+?([ \\(\\).\\-]*[0-9]){7,15}[ \\(\\).\\-]{0,4}'},
    'For the courier: 7 to 15 digits.');
  const note = field('Note for the restaurant (optional)', {tag: 'textarea', id: 'deliver-note', maxlength: 300, rows: 2});
  // Where the suggestions are from, as their sources ask for.
  const credit = h('p', {class: 'soft small'});
  const where = h('fieldset', {class: 'panel'}, h('legend', {}, 'Where'), postcode, addresses, name, line1, line2, phone, credit);
  const inputs = {name, line1, line2, phone};
  const keep = () => write('details', Object.fromEntries(
    Object.entries(inputs).map(([key, each]) => [key, each.input.value.trim()])));
  Object.values(inputs).forEach(each => each.input.addEventListener('change', keep));
  followPostcode(postcode.input, found => {
    addresses.replaceChildren(...found.addresses.map(value => h('option', {value})));
    credit.textContent = (found.attributions ?? []).join(' · ');
  }, moved);
  const form = {
    element: h('div', {}, where, h('div', {class: 'panel'}, note)),
    postcode: () => postcode.input.value.trim(),
    service: kind => {
      where.hidden = kind === 'COLLECTION';
      // What is not shown is not asked for.
      where.disabled = kind === 'COLLECTION';
    },
    read: () => {
      keep();
      const told = note.input.value.trim();
      const text = told ? {note: told} : {};
      if (where.hidden) {
        return text;
      }
      const value = each => each.input.value.trim();
      const to = {name: value(name), line1: value(line1),
        ...(value(line2) && {line2: value(line2)}), ...(value(phone) && {phone: value(phone)})};
      return complete(inputs, [name, line1]) ? {...text, deliverTo: to} : null;
    },
  };
  form.service(service);
  return form;
}

// Blank is not a name, though a browser takes it.
function complete(inputs, required) {
  Object.values(inputs).forEach(each => each.say(''));
  const missing = required.filter(each => each.input.value.trim() === '');
  missing.forEach(each => each.say('This is needed.'));
  missing[0]?.input.focus();
  return missing.length === 0;
}

function followPostcode(input, show, moved) {
  let timer = null;
  const suggest = async () => {
    try {
      show(await get(`/v1/postcodes/${encodeURIComponent(input.value.trim())}`, {patience: 3_000}));
    } catch {
      show({addresses: []});
    }
  };
  const changed = () => {
    if (input.value.trim()) {
      suggest();
      moved();
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, TYPING_MILLIS);
  });
  if (input.value.trim()) {
    suggest();
  }
}
