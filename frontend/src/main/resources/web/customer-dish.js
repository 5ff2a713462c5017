// The choices of a dish, asked over the page.

import {answerOf, h, notice} from './dom.js';
import {money, plural} from './format.js';

let dialogs = 0;

/** The line that was chosen; null when nothing was. */
export async function dishDialog(dish) {
  const id = `dish-${++dialogs}`;
  const chosen = new Map(dish.options.map(option => [option.id, new Set()]));
  let line = null;
  const wrong = h('div', {'aria-live': 'assertive'});
  const quantity = h('input', {id: `${id}-quantity`, type: 'number', min: 1, max: 99, value: '1', inputmode: 'numeric', required: true});
  const total = h('strong');
  const sum = () => (total.textContent = money(unitPence(dish, chosen) * Math.max(1, Number(quantity.value) || 1)));
  quantity.addEventListener('input', sum);
  const dialog = h('dialog', {'aria-labelledby': id}, h('form', {onsubmit: event => {
    event.preventDefault();
    const open = dish.options.find(option => chosen.get(option.id).size < option.min || chosen.get(option.id).size > option.max);
    if (open) {
      wrong.replaceChildren(notice('bad', h('p', {}, `${open.name}: ${rule(open)}.`)));
      document.getElementById(`${id}-${open.id}`)?.querySelector('input')?.focus();
      return;
    }
    line = lineOf(dish, chosen, Number(quantity.value));
    dialog.close();
  }},
  h('h2', {id}, dish.name),
  dish.options.map(option => optionChoices(`${id}-${option.id}`, option, chosen.get(option.id), sum)),
  h('div', {class: 'field'}, h('label', {for: `${id}-quantity`}, 'Quantity'), quantity),
  wrong,
  h('p', {class: 'actions'},
    h('button', {type: 'submit', class: 'main'}, 'Add for ', total),
    h('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, 'Not this one'))));
  sum();
  await answerOf(dialog);
  return line;
}

function optionChoices(id, option, chosen, changed) {
  const isOne = option.max === 1;
  const boxes = option.choices.map(choice => {
    const box = h('input', {type: isOne && option.min === 1 ? 'radio' : 'checkbox', name: id, value: choice.id});
    box.addEventListener('change', () => {
      if (isOne) {
        chosen.clear();
        boxes.filter(other => other !== box).forEach(other => (other.checked = false));
      }
      if (box.checked) {
        chosen.add(choice.id);
      } else {
        chosen.delete(choice.id);
      }
      changed();
    });
    return box;
  });
  return h('fieldset', {id}, h('legend', {}, option.name, ' ', h('span', {class: 'soft small'}, rule(option))),
    option.choices.map((choice, index) => h('label', {class: 'choice'}, boxes[index], choice.name,
      choice.pricePence > 0 && h('span', {class: 'soft'}, `+ ${money(choice.pricePence)}`))));
}

function rule({min, max}) {
  if (min === max) {
    return `choose ${min}`;
  }
  return min === 0 ? `up to ${plural(max, 'choice')}` : `choose ${min} to ${max}`;
}

const picked = (dish, chosen) =>
  dish.options.flatMap(option => option.choices.filter(choice => chosen.get(option.id).has(choice.id)));

const unitPence = (dish, chosen) =>
  picked(dish, chosen).reduce((sum, choice) => sum + choice.pricePence, dish.pricePence);

function lineOf(dish, chosen, quantity) {
  const choices = picked(dish, chosen);
  return {itemId: dish.id, name: dish.name, choices: choices.map(choice => choice.id),
    choiceNames: choices.map(choice => choice.name), unitPence: unitPence(dish, chosen), quantity};
}
