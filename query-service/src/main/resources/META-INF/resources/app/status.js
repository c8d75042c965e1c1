// How the parts behind the page are doing, and which models answer.

import {html} from '/_static/lit-html/lit-html.js';
import {redraw} from './draw.js';
import {get} from './http.js';
import {problemWords, t, words} from './language.js';

const EVERY = 30_000;
let status = null;
let problem = null;
let documentCount = null;

/** Asks now and then while the page is looked at. */
export function watchStatus() {
  const ask = () => document.visibilityState === 'visible' && loadStatus();
  ask();
  setInterval(ask, EVERY);
  document.addEventListener('visibilitychange', ask);
  window.addEventListener('documents-changed', () => libraryIsEmpty() && ask());
}

export async function loadStatus() {
  const [parts, list] = await Promise.allSettled([get('/v1/status'), get('/v1/documents?limit=1')]);
  status = parts.value ?? null;
  problem = parts.reason ?? null;
  documentCount = list.status === 'fulfilled' ? list.value.total : null;
  redraw();
}

/** Nothing was ever put in; false as long as that is not known. */
export const libraryIsEmpty = () => documentCount === 0;

/** One line above every view when something is amiss that a reader will notice. */
export function statusNotice() {
  if (problem !== null) {
    return html`<p class="notice" role="alert">${problemWords(problem)}</p>`;
  }
  const down = Object.entries(status?.parts ?? {}).filter(([, part]) => part.state === 'down' || part.state === 'degraded');
  if (down.length === 0 || (down.length === 1 && down[0][0] === 'index' && libraryIsEmpty())) {
    return '';
  }
  return html`<p class="status-line ${status.state}">${t('status.limited')}
    ${down.map(([name]) => words('without', name, name)).join(t('comma'))}
    <a href="#/status">${t('status.more')}</a></p>`;
}

export function statusView() {
  return html`<div class="view-head"><h1>${t('view.status')}</h1>
      <button type="button" @click=${loadStatus}>${t('reload')}</button></div>
    ${status === null ? html`<p class="muted">${problem ? '' : t('loading')}</p>` : html`
      <p class="overall"><span class="badge ${status.state}">${t(`part.${status.state}`)}</span>
        ${t(`overall.${status.state}`)}</p>
      <ul class="parts">${Object.entries(status.parts).map(part)}</ul>`}`;
}

function part([name, about]) {
  const facts = Object.entries(about.facts ?? {});
  return html`<li class="part">
    <div class="part-head"><h2>${words('part.name', name, name)}</h2>
      <span class="badge ${about.state}">${t(`part.${about.state}`)}</span></div>
    <p class="small muted">${words('part.about', name, '')}</p>
    ${about.state === 'up' ? '' : html`<p class="small">${t('status.limited')} ${words('without', name, name)}</p>`}
    ${about.detail ? html`<p class="small" lang="en">${about.detail}</p>` : ''}
    ${facts.length === 0 ? '' : html`<dl>${facts.map(([key, value]) => html`<dt>${words('fact', key, key)}</dt>
      <dd>${value}</dd>`)}</dl>`}
  </li>`;
}
