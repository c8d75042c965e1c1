// How far a document is, in words and as a bar.

import {html} from '/_static/lit-html/lit-html.js';
import {number, t, words} from './language.js';

const FINAL = ['indexed', 'failed', 'deleted'];

export const isFinal = (view) => FINAL.includes(view.state);

export function progressWords(view) {
  switch (view.state) {
    case 'parsing':
      return view.pages_total === undefined
        ? t('progress.read', number(view.pages))
        : t('progress.reading', number(view.pages), number(view.pages_total));
    case 'embedding':
    case 'indexing':
      return t('progress.indexing', number(view.chunks_indexed), number(view.chunks));
    case 'indexed':
      return t('progress.indexed', number(view.pages), number(view.chunks));
    default:
      return t(`document.${view.state}`);
  }
}

/** Why it failed, or null. */
export function failureWords(view) {
  return view?.state === 'failed' && view.error ? words('error', view.error.code, view.error.detail) : null;
}

/** Reading is taken as the first half of the way, writing to the index as the second. */
function share(view) {
  if (view.state === 'embedding' || view.state === 'indexing') {
    return view.chunks === 0 ? 0.5 : 0.5 + (0.5 * view.chunks_indexed) / view.chunks;
  }
  return view.state === 'parsing' && view.pages_total > 0 ? (0.5 * view.pages) / view.pages_total : undefined;
}

export function progressBar(view) {
  const done = share(view);
  return done === undefined
    ? html`<progress aria-label=${progressWords(view)}></progress>`
    : html`<progress max="1" .value=${done} aria-label=${progressWords(view)}></progress>`;
}
