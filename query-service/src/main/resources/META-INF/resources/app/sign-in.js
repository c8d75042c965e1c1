// Who uses the page, where the service wants to know: a key is asked for once, and the browser keeps it in
// a cookie that no script can read.

import {html} from '/_static/lit-html/lit-html.js';
import {drawn, redraw} from './draw.js';
import {post, remove} from './http.js';
import {language, problemWords, speak, t} from './language.js';
import {keep, setting} from './settings.js';

const KEPT = 'signed-in';
let needed = false;
let problem = null;
let sending = false;

const dialog = () => document.getElementById('sign-in');

/** Asks when the service first refuses something; who closes the dialog finds the button. */
export function askWhoWhenRefused() {
  window.addEventListener('refused', () => {
    keep(KEPT, 'no');
    if (!needed) {
      needed = true;
      show();
    }
  });
}

async function show() {
  problem = null;
  await drawn();
  if (!dialog().open) {
    dialog().showModal();
  }
}

async function signIn(event) {
  event.preventDefault();
  const field = event.target.elements.key;
  sending = true;
  redraw();
  try {
    await post('/v1/session', {key: field.value.trim()});
    signedIn(field);
  } catch (failure) {
    problem = failure;
  }
  sending = false;
  await drawn();
  if (problem !== null) {
    field.select();
    field.focus();
  }
}

function signedIn(field) {
  field.value = '';
  needed = false;
  problem = null;
  keep(KEPT, 'yes');
  dialog().close();
  window.dispatchEvent(new Event('signed-in'));
}

async function signOut() {
  await remove('/v1/session');
  keep(KEPT, 'no');
  location.reload();
}

export function signInButton() {
  if (needed) {
    return html`<button type="button" class="quiet" id="open-sign-in" @click=${show}>${t('sign-in')}</button>`;
  }
  return setting(KEPT) === 'yes'
    ? html`<button type="button" class="quiet" id="sign-out" @click=${signOut}>${t('sign-out')}</button>` : '';
}

const reason = () => (problem.code === 'unauthenticated' ? t('sign-in.wrong') : problemWords(problem));

/** The header with the languages cannot be reached while it is open. */
export function signInDialog() {
  return html`<dialog id="sign-in" aria-labelledby="sign-in-title">
    <form @submit=${signIn}>
      <h2 id="sign-in-title">${t('sign-in')}</h2>
      <p id="sign-in-about">${t('sign-in.about')}</p>
      <label for="key">${t('sign-in.key')}</label>
      <input id="key" name="key" type="password" autocomplete="current-password" required autofocus spellcheck="false"
        aria-describedby="sign-in-about sign-in-problem" aria-invalid=${problem !== null}>
      <p id="sign-in-problem" class="bad-words" role="alert">${problem === null ? '' : reason()}</p>
      <div class="buttons">
        ${['ja', 'en'].filter((name) => name !== language()).map((name) => html`<button type="button" class="quiet" lang=${name}
          @click=${() => speak(name)}>${name === 'ja' ? '日本語' : 'English'}</button>`)}
        <button type="submit" class="primary" ?disabled=${sending}>${t('sign-in')}</button>
      </div>
    </form>
  </dialog>`;
}
