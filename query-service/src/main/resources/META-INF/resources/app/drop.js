// Files may be dropped anywhere on the page.

import {html} from '/_static/lit-html/lit-html.js';
import {redraw} from './draw.js';
import {t} from './language.js';
import {upload} from './upload.js';

let over = false;

export function acceptDrops() {
  document.addEventListener('dragover', hover);
  document.addEventListener('dragleave', leave);
  document.addEventListener('drop', drop);
}

const hasFiles = (event) => event.dataTransfer?.types.includes('Files') === true;

function hover(event) {
  if (hasFiles(event)) {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    show(true);
  }
}

function leave(event) {
  if (event.relatedTarget === null) {
    show(false);
  }
}

function drop(event) {
  if (hasFiles(event)) {
    event.preventDefault();
    show(false);
    upload([...event.dataTransfer.files]);
  }
}

function show(visible) {
  if (over !== visible) {
    over = visible;
    redraw();
  }
}

export const dropVeil = () => (over ? html`<div class="veil"><p>${t('drop')}</p></div>` : '');
