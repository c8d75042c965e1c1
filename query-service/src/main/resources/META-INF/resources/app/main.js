// The frame of the page: which view is shown, the languages, the theme, and the panel beside it.

import {html} from '/_static/lit-html/lit-html.js';
import {askView, focusQuestion} from './ask.js';
import {confirmation} from './confirm.js';
import {deadLettersView, loadDeadLetters} from './dead-letters.js';
import {documentsView, loadDocuments} from './documents.js';
import {drawInto, drawn, redraw} from './draw.js';
import {acceptDrops, dropVeil} from './drop.js';
import {applyLanguage, language, speak, t} from './language.js';
import {askWhoWhenRefused, signInButton, signInDialog} from './sign-in.js';
import {loadStatus, statusNotice, statusView, watchStatus} from './status.js';
import {applyTheme, nextTheme, theme} from './theme.js';
import {chooseFiles, fileInput, uploadTray} from './upload.js';
import {closeSource, sourceCovers, sourcePanel} from './viewer.js';

const VIEWS = {
  ask: {draw: askView, load: () => {}},
  documents: {draw: documentsView, load: loadDocuments},
  failures: {draw: deadLettersView, load: loadDeadLetters},
  status: {draw: statusView, load: loadStatus},
};

function current() {
  const name = location.hash.replace(/^#\/?/, '');
  return name in VIEWS ? name : 'ask';
}

function page() {
  const covered = sourceCovers();
  return html`
    <a class="skip" href="#main" @click=${skip}>${t('skip')}</a>
    <header ?inert=${covered}>
      <a class="brand" href="#/ask"><b lang="ja">文庫</b> <span>Fumikura</span></a>
      <nav aria-label=${t('nav')}>${Object.keys(VIEWS).map(link)}</nav>
      <div class="tools">
        <button type="button" class="primary-soft add" @click=${chooseFiles}>${t('add')}</button>
        <button type="button" class="quiet" id="theme" @click=${nextTheme}>${t(`theme.${theme()}`)}</button>
        ${signInButton()}
        <div class="languages" role="group" aria-label=${t('languages')}>
          ${tongue('ja', '日本語')}${tongue('en', 'English')}
        </div>
      </div>
    </header>
    <div class="body ${sourcePanel.open() ? 'with-source' : ''}">
      <main id="main" tabindex="-1" ?inert=${covered}>
        ${statusNotice()}${VIEWS[current()].draw()}
      </main>
      ${sourcePanel.draw()}
    </div>
    ${fileInput()}${uploadTray()}${dropVeil()}${confirmation()}${signInDialog()}`;
}

function link(name) {
  const here = name === current();
  return html`<a href="#/${name}" aria-current=${here ? 'page' : 'false'}>${t(`view.${name}`)}</a>`;
}

function tongue(name, label) {
  return html`<button type="button" class="quiet" lang=${name} aria-pressed=${language() === name}
    @click=${() => speak(name)}>${label}</button>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

async function moved() {
  VIEWS[current()].load();
  await drawn();
  window.scrollTo(0, 0);
  document.getElementById(current() === 'ask' ? 'question' : 'main').focus({preventScroll: true});
}

function signedIn() {
  VIEWS[current()].load();
  loadStatus();
}

/** With a key that types nothing, so that neither speech input nor a hand that slips sets it off. */
const wantsToAsk = (event) => event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey
  && !event.altKey && !event.target.closest('input, textarea, select') && !document.querySelector('dialog[open]');

function pressed(event) {
  if (event.key === 'Escape' && !event.isComposing && sourcePanel.open() && !document.querySelector('dialog[open]')) {
    closeSource();
  } else if (wantsToAsk(event)) {
    event.preventDefault();
    location.hash = '#/ask';
    focusQuestion();
  }
}

applyTheme();
applyLanguage();
drawInto(document.getElementById('page'), page);
acceptDrops();
askWhoWhenRefused();
watchStatus();
window.addEventListener('hashchange', moved);
window.addEventListener('signed-in', signedIn);
window.addEventListener('resize', redraw);
document.addEventListener('keydown', pressed);
VIEWS[current()].load();
if (current() === 'ask') {
  focusQuestion();
}
