// A question that must be answered before something is thrown away.

import {html} from '/_static/lit-html/lit-html.js';
import {drawn, redraw} from './draw.js';
import {t} from './language.js';

let asked = null;

/** Resolves to whether the reader said yes. */
export function confirmed(words, yes) {
  return new Promise((answer) => {
    asked = {words, yes, answer};
    show();
  });
}

async function show() {
  await drawn();
  document.getElementById('confirm').showModal();
}

function close(said) {
  const {answer} = asked;
  document.getElementById('confirm').close();
  asked = null;
  redraw();
  answer(said);
}

function cancelled(event) {
  event.preventDefault();
  close(false);
}

export function confirmation() {
  return html`<dialog id="confirm" aria-labelledby="confirm-words" @cancel=${cancelled}>
    ${asked === null ? '' : html`<p id="confirm-words">${asked.words}</p>
      <div class="buttons">
        <button type="button" autofocus @click=${() => close(false)}>${t('cancel')}</button>
        <button type="button" class="danger" id="confirm-yes" @click=${() => close(true)}>${asked.yes}</button>
      </div>`}
  </dialog>`;
}
