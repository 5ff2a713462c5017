// Elements, built without markup: names of restaurants and people are text, never HTML.

const PROPERTIES = new Set(['checked', 'disabled', 'value', 'hidden', 'required', 'open', 'selected', 'multiple']);

/**
 * An element. What is false, null or undefined is left out; on… listens; class, id, aria-… and the like
 * are attributes. Children are elements, text, or lists of them.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (PROPERTIES.has(name)) {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...flat(children));
  return element;
}

function flat(children) {
  return children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false)
    .map(child => child instanceof Node ? child : String(child));
}

/** Puts these in the place of all that an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

/** A button that can be pressed once at a time: it is off while its work goes on. */
export function button(label, work, attributes = {}) {
  const element = h('button', {type: 'button', ...attributes}, label);
  element.addEventListener('click', async event => {
    if (element.getAttribute('aria-busy') === 'true') {
      return;
    }
    element.setAttribute('aria-busy', 'true');
    try {
      await work(event);
    } finally {
      element.removeAttribute('aria-busy');
    }
  });
  return element;
}

let fields = 0;

/** A labelled input, with a hint and room for what is wrong with it; `field.input`, `field.say(text)`. */
export function field(label, attributes = {}, hint = '') {
  const id = attributes.id ?? `field-${++fields}`;
  const hintId = `${id}-hint`;
  const wrong = h('p', {class: 'wrong', id: `${id}-wrong`, hidden: true});
  const tag = attributes.tag ?? 'input';
  const described = [hint && hintId, `${id}-wrong`].filter(Boolean).join(' ');
  const input = h(tag, {...attributes, tag: null, id, 'aria-describedby': described});
  const element = h('div', {class: 'field'}, h('label', {for: id}, label), input,
    hint && h('p', {class: 'hint', id: hintId}, hint), wrong);
  element.input = input;
  element.say = text => {
    wrong.textContent = text ?? '';
    wrong.hidden = !text;
    if (text) {
      input.setAttribute('aria-invalid', 'true');
    } else {
      input.removeAttribute('aria-invalid');
    }
  };
  return element;
}

/** A list of choices; each is [value, text]. */
export function select(label, choices, chosen, changed, attributes = {}) {
  const element = field(label, {tag: 'select', ...attributes});
  element.input.append(...choices.map(([value, text]) => h('option', {value, selected: value === chosen}, text)));
  element.input.addEventListener('change', () => changed?.(element.input.value));
  return element;
}

/** Asks over the page; what it was closed with, '' when something else is to be shown. */
export function answerOf(dialog) {
  return new Promise(decide => {
    const leave = () => dialog.close('');
    window.addEventListener('hashchange', leave);
    dialog.addEventListener('close', () => {
      window.removeEventListener('hashchange', leave);
      dialog.remove();
      decide(dialog.returnValue);
    }, {once: true});
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A message that is read out: kind is info, good, warn or bad. */
export function notice(kind, ...children) {
  return h('div', {class: `notice ${kind}`, role: kind === 'bad' ? 'alert' : 'status'}, ...children);
}
