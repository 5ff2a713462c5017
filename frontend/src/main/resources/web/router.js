// Views by the fragment of the address: #/name/argument?query. The server never sees it, the back button
// works, and a reload shows the same.

import {fill, h, notice} from './dom.js';

const LOADING_MILLIS = 1_000;

/** What the address says: {name, argument, query}. */
export function place() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name = '', argument = ''] = path.split('/');
  return {name, argument: decode(argument), query: new URLSearchParams(query)};
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export function address(name, argument = '', query = {}) {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  const text = parameters.toString();
  return `#/${name}${argument && `/${encodeURIComponent(argument)}`}${text && `?${text}`}`;
}

/** replace: without a step for the back button. */
export function go(to, {replace = false} = {}) {
  if (to === location.hash) {
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else if (replace) {
    history.replaceState(null, '', to);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
}

/**
 * Shows a view whenever the address changes. A view is async (context) => elements; context is the place and
 * `leaving`, a signal for when something else is shown. Its first heading gets the focus, but not at the
 * first load, and not when only the query has changed.
 */
export function start(main, views, title) {
  let leaving = new AbortController();
  let before = null;
  const show = async () => {
    leaving.abort();
    leaving = new AbortController();
    const mine = leaving;
    const here = place();
    const isSame = before !== null && before.name === here.name && before.argument === here.argument;
    const isFirst = before === null;
    before = here;
    const view = views[here.name] ?? views[''];
    const loading = setTimeout(() => fill(main, progress()), isSame ? 3 * LOADING_MILLIS : LOADING_MILLIS);
    // A view that was left may never come to its end, and must not be heard of again.
    mine.signal.addEventListener('abort', () => clearTimeout(loading), {once: true});
    main.setAttribute('aria-busy', 'true');
    let content;
    try {
      content = await view({...here, leaving: mine.signal, again: show});
    } catch (problem) {
      content = failure(problem, show);
    }
    clearTimeout(loading);
    if (mine.signal.aborted) {
      return;
    }
    main.removeAttribute('aria-busy');
    const focused = main.contains(document.activeElement) ? document.activeElement.id : '';
    fill(main, content);
    if (isSame && focused) {
      document.getElementById(focused)?.focus({preventScroll: true});
    }
    const heading = main.querySelector('h1');
    document.title = heading ? `${heading.textContent} - ${title}` : title;
    if (!isFirst && !isSame && heading) {
      heading.tabIndex = -1;
      heading.focus({preventScroll: true});
      window.scrollTo(0, 0);
    }
  };
  window.addEventListener('hashchange', show);
  show();
}

export const progress = (text = 'Loading …') =>
  h('div', {class: 'progress', role: 'status'}, h('progress', {'aria-label': text}), h('p', {}, text));

/** What went wrong, and what to do about it. */
export function failure(problem, again) {
  if (!(problem.code || problem.name === 'AbortError')) {
    console.error(problem);
  }
  return [
    h('h1', {}, problem.status === 404 ? 'Not there' : 'That did not work'),
    notice('bad', h('p', {}, problem.message)),
    h('p', {class: 'actions'}, again && h('button', {type: 'button', onclick: again}, 'Try again'),
      h('a', {href: '#/', class: 'button quiet'}, 'Start again')),
  ];
}
