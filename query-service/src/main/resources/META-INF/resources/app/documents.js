// The list of documents: how each is doing, and what can be done with it.

import {html} from '/_static/lit-html/lit-html.js';
import {repeat} from '/_static/lit-html/directives/repeat.js';
import {again} from './again.js';
import {askWithin} from './ask.js';
import {confirmed} from './confirm.js';
import {redraw} from './draw.js';
import {get, remove} from './http.js';
import {bytes, languageOf, moment, number, problemWords, t, words} from './language.js';
import {failureWords, isFinal, progressBar, progressWords} from './progress.js';
import {openSource} from './viewer.js';

const STATES = ['received', 'parsing', 'embedding', 'indexing', 'indexed', 'failed'];
const PAGE = 50;
/** The most that the service gives at once. */
const MOST = 200;
const SOON = 1500;
const filter = {state: '', tag: ''};
const loading = again(load, SOON);
let documents = null;
let total = 0;
let shownUpTo = PAGE;
let problem = null;
let notErased = null;

const here = () => location.hash.startsWith('#/documents');

export const loadDocuments = loading.now;

async function load(overtaken) {
  try {
    const found = await upTo(shownUpTo, overtaken);
    if (overtaken()) {
      return false;
    }
    documents = [...found.views.values()];
    total = found.total;
    problem = null;
  } catch (failure) {
    if (!overtaken()) {
      problem = failure;
      redraw();
    }
    throw failure;
  }
  redraw();
  return here() && documents.some((view) => !isFinal(view));
}

/** The newest ones. One that moved from one part of the list to the next meanwhile is taken once. */
async function upTo(count, overtaken) {
  const views = new Map();
  let all = 0;
  let offset = 0;
  do {
    const query = new URLSearchParams({offset, limit: Math.min(MOST, count - offset)});
    Object.entries(filter).filter(([, value]) => value !== '').forEach(([name, value]) => query.set(name, value));
    const list = await get(`/v1/documents?${query}`);
    list.documents.forEach((view) => views.set(view.id, view));
    all = list.total;
    offset += MOST;
  } while (offset < Math.min(count, all) && !overtaken());
  return {views, total: all};
}

/** Something came in: the list follows where it is shown. */
window.addEventListener('documents-changed', () => here() && loading.within(SOON / 5));

function filtered(name, value) {
  filter[name] = value.trim();
  shownUpTo = PAGE;
  loadDocuments();
}

function more() {
  shownUpTo += PAGE;
  loadDocuments();
}

async function erase(view) {
  if (!(await confirmed(t('documents.sure', view.title), t('documents.delete')))) {
    return;
  }
  notErased = null;
  try {
    await remove(`/v1/documents/${view.id}`);
  } catch (failure) {
    notErased = failure;
  }
  await loadDocuments();
  // The button that had the focus is gone with its row.
  document.getElementById('main').focus({preventScroll: true});
}

export function documentsView() {
  return html`<h1>${t('view.documents')}</h1>
    <p class="muted">${t('documents.drop')}</p>
    <div class="filters">
      <label>${t('documents.state')}
        <select @change=${(event) => filtered('state', event.target.value)}>
          <option value="">${t('documents.all')}</option>
          ${STATES.map((state) => html`<option value=${state} ?selected=${filter.state === state}>${t(`document.${state}`)}</option>`)}
        </select></label>
      <label>${t('documents.tag')}
        <input type="text" .value=${filter.tag} @change=${(event) => filtered('tag', event.target.value)}></label>
      <span class="muted count" role="status">${documents === null ? '' : t('documents.count', number(total))}</span>
    </div>
    ${[notErased, problem].filter((one) => one !== null).map((one) => html`<p class="notice" role="alert">${problemWords(one)}</p>`)}
    ${documents === null ? html`<p class="muted">${problem ? '' : t('loading')}</p>` : list()}`;
}

function list() {
  if (documents.length === 0) {
    return html`<p class="none">${t(filter.state || filter.tag ? 'documents.none' : 'documents.empty')}</p>`;
  }
  return html`<table class="documents">
      <thead><tr><th scope="col">${t('documents.title')}</th><th scope="col">${t('documents.state')}</th>
        <th scope="col" class="figure">${t('documents.size')}</th><th scope="col">${t('documents.added')}</th>
        <th scope="col"><span class="hidden">${t('documents.actions')}</span></th></tr></thead>
      <tbody>${repeat(documents, (view) => view.id, row)}</tbody>
    </table>
    ${documents.length < total ? html`<button type="button" class="more" @click=${more}>${t('documents.more')}</button>` : ''}`;
}

function row(view) {
  const readable = view.state === 'indexed' || view.pages > 0;
  return html`<tr data-id=${view.id}>
    <td class="title"><span lang=${languageOf(view.title)}>${view.title}</span>
      <span class="muted small">${formatName(view.content_type)}${view.tags.map((tag) => html`
        <button type="button" class="tag" @click=${() => filtered('tag', tag)}>${tag}</button>`)}</span></td>
    <td class="state"><span class="badge ${view.state}">${t(`document.${view.state}`)}</span>
      <span class="small">${stateDetail(view)}</span>${isFinal(view) ? '' : progressBar(view)}</td>
    <td class="figure" data-label=${t('documents.size')}>${bytes(view.size)}</td>
    <td class="when" data-label=${t('documents.added')}>${moment(view.created_at)}</td>
    <td class="actions">
      ${readable ? html`<button type="button" class="quiet" aria-label=${t('documents.open.of', view.title)}
        @click=${(event) => open(view, event)}>${t('documents.open')}</button>` : ''}
      ${view.state === 'indexed' ? html`<button type="button" class="quiet" aria-label=${t('documents.ask.of', view.title)}
        @click=${() => askWithin(view)}>${t('documents.ask')}</button>` : ''}
      <button type="button" class="quiet delete" aria-label=${t('documents.delete.of', view.title)}
        @click=${() => erase(view)}>${t('documents.delete')}</button>
    </td></tr>`;
}

function open(view, event) {
  openSource({document_id: view.id, title: view.title, page: 1}, event.currentTarget);
}

/** What is the matter with it, or how far it is. */
function stateDetail(view) {
  if (view.state === 'failed') {
    return html`<span class="bad-words">${failureWords(view)}</span>
      ${view.error ? html`<span class="muted" lang="en">${view.error.detail}</span>` : ''}`;
  }
  const ocr = view.pages_needing_ocr > 0 ? html`<span class="warn">${t('documents.ocr', number(view.pages_needing_ocr))}</span>` : '';
  const held = view.error && !isFinal(view)
    ? html`<span class="warn">${words('error', view.error.code, view.error.detail)}</span>` : '';
  const before = view.queue_position > 0 ? t('documents.queue', number(view.queue_position)) : '';
  return html`${progressWords(view)} ${before} ${held} ${ocr}`;
}

const formatName = (type) => words('format', type, type);
