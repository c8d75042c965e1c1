// Files on their way in: sent two at a time, then followed until they can be found or have failed.

import {html} from '/_static/lit-html/lit-html.js';
import {redraw} from './draw.js';
import {followDocument} from './following.js';
import {problemOf} from './http.js';
import {bytes, problemWords, t} from './language.js';
import {failureWords, isFinal, progressBar, progressWords} from './progress.js';

const AT_ONCE = 2;
const items = [];
let sending = 0;

export function chooseFiles() {
  document.getElementById('files').click();
}

/** What the file dialog fills. Emptied each time, so that the same file can be chosen again. */
export function fileInput() {
  return html`<input type="file" id="files" multiple hidden @change=${chosen}>`;
}

function chosen(event) {
  upload([...event.target.files]);
  event.target.value = '';
}

export function upload(files) {
  for (const file of files) {
    items.unshift({file, state: 'waiting', sent: 0, view: null, problem: null});
  }
  redraw();
  sendNext();
}

function sendNext() {
  const item = items.findLast((one) => one.state === 'waiting');
  if (item === undefined || sending >= AT_ONCE) {
    return;
  }
  sending++;
  item.state = 'sending';
  send(item);
  sendNext();
}

/** With XMLHttpRequest, since fetch does not tell how much was sent. */
function send(item) {
  const form = new FormData();
  form.append('file', item.file, item.file.name);
  const request = new XMLHttpRequest();
  request.open('POST', '/v1/documents');
  request.upload.addEventListener('progress', (event) => {
    item.sent = event.lengthComputable ? event.loaded / event.total : 0;
    redraw();
  });
  request.addEventListener('load', () => sent(item, request));
  request.addEventListener('error', () => failed(item, problemOf(0, '{"code":"unreachable"}')));
  request.addEventListener('loadend', () => {
    sending--;
    sendNext();
  });
  request.send(form);
  redraw();
}

function sent(item, request) {
  if (request.status !== 200 && request.status !== 202) {
    failed(item, problemOf(request.status, request.responseText));
    return;
  }
  item.view = JSON.parse(request.responseText);
  item.known = request.status === 200;
  item.state = 'following';
  documentsChanged();
  if (isFinal(item.view)) {
    item.state = 'over';
  } else {
    followDocument(item.view, (view) => told(item, view));
  }
  redraw();
}

function told(item, view) {
  item.view = view;
  item.state = isFinal(view) ? 'over' : 'following';
  documentsChanged();
  redraw();
}

function failed(item, problem) {
  item.state = 'over';
  item.problem = problem;
  redraw();
}

/** Who shows documents listens to this. */
function documentsChanged() {
  window.dispatchEvent(new Event('documents-changed'));
}

function clear() {
  items.splice(0, items.length, ...items.filter((item) => item.state !== 'over'));
  redraw();
}

/** What went well needs no more room, which is scarce on a small screen. */
export function clearAdded() {
  items.splice(0, items.length, ...items.filter((item) => item.state !== 'over' || failureOf(item) !== null));
  redraw();
}

export function uploadTray() {
  if (items.length === 0) {
    return '';
  }
  const busy = items.filter((item) => item.state !== 'over').length;
  const heading = trayWords(busy, items.filter((item) => failureOf(item) !== null).length);
  return html`<section class="tray" aria-label=${t('upload.tray')}>
    <div class="tray-head">
      <h2>${heading}</h2>
      <button type="button" class="quiet" ?disabled=${busy === items.length} @click=${clear}>${t('upload.clear')}</button>
    </div>
    <p class="hidden" role="status">${heading}</p>
    <ul>${items.map(row)}</ul>
  </section>`;
}

function trayWords(busy, failures) {
  if (busy > 0) {
    return t('upload.busy', busy);
  }
  return failures > 0 ? t('upload.failed', failures) : t('upload.done');
}

const failureOf = (item) => (item.problem ? problemWords(item.problem) : failureWords(item.view));

function row(item) {
  const failure = failureOf(item);
  const done = item.state === 'over' && !failure;
  return html`<li class="upload ${failure ? 'bad' : done ? 'good' : ''}">
    <span class="name">${item.file.name}</span><span class="muted small">${bytes(item.file.size)}</span>
    ${failure
      ? html`<p class="small bad-words" role="alert">${failure}
          ${item.problem?.detail ? html`<span class="muted" lang="en">${item.problem.detail}</span>` : ''}</p>`
      : html`<p class="small">${itemWords(item)}</p>`}
    ${done || failure ? '' : item.view ? progressBar(item.view) : html`<progress max="1" .value=${item.sent}
      aria-label=${t('upload.sending')}></progress>`}
  </li>`;
}

function itemWords(item) {
  if (item.view === null) {
    return t(item.state === 'sending' ? 'upload.sending' : 'upload.waiting');
  }
  return item.known ? t('upload.known') : progressWords(item.view);
}
