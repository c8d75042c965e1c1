// Records that could not be handled: why, and another try.

import {html} from '/_static/lit-html/lit-html.js';
import {confirmed} from './confirm.js';
import {redraw} from './draw.js';
import {get, post, remove} from './http.js';
import {languageOf, moment, number, problemWords, t, words} from './language.js';

let letters = null;
let titles = new Map();
let problem = null;
let said = '';

export async function loadDeadLetters() {
  try {
    letters = await get('/v1/dead-letters?limit=200');
    titles = await titlesOfFailed();
    problem = null;
  } catch (failure) {
    problem = failure;
  }
  redraw();
}

/** A letter names its document by number only; who may not list documents sees the number. */
async function titlesOfFailed() {
  try {
    const list = await get('/v1/documents?state=failed&limit=200');
    return new Map(list.documents.map((view) => [view.id, view.title]));
  } catch {
    return new Map();
  }
}

async function attempt(action, words) {
  try {
    await action();
    said = words;
    await loadDeadLetters();
  } catch (failure) {
    problem = failure;
    redraw();
  }
}

function replay(letter) {
  return attempt(() => post(`/v1/dead-letters/${letter.id}/replay`), t('failures.replayed'));
}

async function discard(letter) {
  if (await confirmed(t('failures.sure'), t('failures.discard'))) {
    await attempt(() => remove(`/v1/dead-letters/${letter.id}`), t('failures.discarded'));
  }
}

export function deadLettersView() {
  return html`<div class="view-head"><h1>${t('view.failures')}</h1>
      <button type="button" @click=${loadDeadLetters}>${t('reload')}</button></div>
    <p class="muted">${t('failures.about')}</p>
    <p class="said" role="status">${said}</p>
    ${problem ? html`<p class="notice" role="alert">${problemWords(problem)}</p>` : ''}
    ${letters === null ? html`<p class="muted">${problem ? '' : t('loading')}</p>` : ''}
    ${letters?.length === 0 ? html`<p class="none">${t('failures.none')}</p>` : ''}
    <ul class="letters">${(letters ?? []).map(card)}</ul>`;
}

function card(letter) {
  const title = titles.get(letter.document_id);
  return html`<li class="letter" data-id=${letter.id}>
    <div>
      ${title === undefined ? '' : html`<p lang=${languageOf(title)}>${title}</p>`}
      <p><b>${words('error', letter.code, letter.code)}</b></p>
      <p class="small" lang="en">${letter.reason}</p>
      <p class="small muted">${words('stage', letter.stage, letter.stage)} · ${moment(letter.created_at)} ·
        ${t('failures.attempts', number(letter.attempts))} · <code>${letter.topic}</code>
        ${letter.document_id ? html`· <code>${letter.document_id}</code>` : ''}</p>
    </div>
    <div class="buttons">
      ${letter.replayed_at
        ? html`<span class="badge indexed">${t('failures.replayed.at', moment(letter.replayed_at))}</span>`
        : html`<button type="button" class="primary-soft" @click=${() => replay(letter)}>${t('failures.replay')}</button>`}
      <button type="button" class="quiet delete" @click=${() => discard(letter)}>${t('failures.discard')}</button>
    </div></li>`;
}
