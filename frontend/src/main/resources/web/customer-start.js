// Where one is: the postcode, completed as it is typed.

import {get, withQuery} from './api.js';
import {field, h} from './dom.js';
import {address, go} from './router.js';
import {read, write} from './store.js';

const TYPING_MILLIS = 200;
const SUGGESTED_MAX = 8;

export async function startView() {
  const postcode = read('postcode', '');
  return h('section', {class: 'start'},
    h('h1', {}, 'Where should it go?'),
    h('p', {class: 'soft'}, 'Give a postcode, and see who cooks around it.'),
    postcodeForm(postcode),
    postcode && h('p', {class: 'actions'},
      h('a', {href: address('restaurants', '', {postcode})}, `Go on around ${postcode}`)));
}

/** Shown here and over the list. */
export function postcodeForm(postcode) {
  const list = h('datalist', {id: 'postcodes'});
  const input = field('Postcode', {
    id: 'postcode', list: 'postcodes', value: postcode, required: true, maxlength: 8, autocomplete: 'postal-code',
    autocapitalize: 'characters', spellcheck: 'false', placeholder: 'DH1 3LE',
  });
  suggest(input.input, list);
  return h('form', {onsubmit: event => {
    event.preventDefault();
    const typed = input.input.value.trim().toUpperCase();
    if (typed) {
      go(address('restaurants', '', {postcode: typed}));
    }
  }}, input, list, h('button', {type: 'submit', class: 'main'}, 'Show restaurants'));
}

function suggest(input, list) {
  let timer = null;
  let asking = null;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    asking?.abort();
    const prefix = input.value.trim();
    if (!/^[A-Za-z0-9 ]{1,8}$/.test(prefix)) {
      return;
    }
    timer = setTimeout(async () => {
      asking = new AbortController();
      try {
        const known = await get(withQuery('/v1/postcodes', {prefix, limit: SUGGESTED_MAX}),
          {signal: asking.signal, patience: 2_000});
        list.replaceChildren(...known.items.map(value => h('option', {value})));
      } catch {
        // Suggestions are a help: whoever types on does not need them.
      }
    }, TYPING_MILLIS);
  });
}

/** The one that was found, for the next time. */
export const rememberPostcode = postcode => write('postcode', postcode);
