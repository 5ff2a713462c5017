// What the page keeps in this browser, under names of its own. Where nothing can be kept (storage is
// switched off or full) it lives as long as the page.

const PREFIX = 'grapevine.';
const fallback = new Map();

export function read(name, otherwise = null) {
  let text = fallback.get(name);
  try {
    text = localStorage.getItem(PREFIX + name) ?? text;
  } catch {
    // Not allowed: what this page remembers has to do.
  }
  if (text === undefined || text === null) {
    return otherwise;
  }
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

export function write(name, value) {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + name, text);
    fallback.delete(name);
  } catch {
    fallback.set(name, text);
  }
}

export function forget(name) {
  fallback.delete(name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing is kept, so nothing is to be forgotten.
  }
}

/** Tells when another tab of this page writes one of these, until the signal. */
export function onChange(names, listener, signal = undefined) {
  window.addEventListener('storage', event => {
    if (event.key === null || names.some(name => event.key === PREFIX + name)) {
      listener();
    }
  }, {signal});
}
