// Messages to the restaurant and the courier, and the review afterwards.

import {put} from './api.js';
import {field, fill, h, notice} from './dom.js';
import {messageList, writing} from './talk.js';

const ROLES = {customer: 'You', restaurant: 'Restaurant', courier: 'Courier', operator: 'Operator'};

export function talk(path, leaving) {
  const {list, look} = messageList(path, leaving, ROLES, role => role === 'customer');
  return h('section', {class: 'panel', 'aria-labelledby': 'talk'},
    h('h2', {id: 'talk'}, 'Messages'), h('p', {class: 'soft small'}, 'The restaurant and, once there is one, the courier read them.'),
    list, writing(path, look));
}

/** Of a completed order; a later one takes the place of the first. */
export function reviewForm(path) {
  const stars = h('div', {class: 'stars'}, [1, 2, 3, 4, 5].map(value =>
    h('label', {class: 'choice'}, h('input', {type: 'radio', name: 'stars', value: String(value), required: true}), `${value} ★`)));
  const text = field('In words (optional)', {tag: 'textarea', id: 'review-text', rows: 2, maxlength: 500});
  const said = h('div', {'aria-live': 'polite', id: 'review-said'});
  const form = h('form', {class: 'panel', onsubmit: async event => {
    event.preventDefault();
    const words = text.input.value.trim();
    const chosen = Number(new FormData(form).get('stars'));
    try {
      await put(`${path}/review`, {stars: chosen, ...(words && {text: words})});
      fill(said, notice('good', h('p', {}, 'Thank you. Others can read it now; send another to change it.')));
    } catch (problem) {
      fill(said, notice('bad', h('p', {}, problem.message)));
    }
  }},
  h('h2', {}, 'How was it?'),
  h('fieldset', {}, h('legend', {}, 'Stars'), stars), text, said,
  h('p', {class: 'actions'}, h('button', {type: 'submit', class: 'main', id: 'review'}, 'Send review')));
  return form;
}
