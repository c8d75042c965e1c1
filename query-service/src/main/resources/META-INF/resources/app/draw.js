// The page is one template over the state that the modules hold. Who changes state calls redraw();
// what changed in one turn of the event loop is drawn once.

import {render} from '/_static/lit-html/lit-html.js';

let template = null;
let root = null;
let due = false;

export function drawInto(element, page) {
  root = element;
  template = page;
  redraw();
}

export function redraw() {
  if (due) {
    return;
  }
  due = true;
  queueMicrotask(draw);
}

function draw() {
  due = false;
  if (root !== null) {
    render(template(), root);
  }
}

/** Resolves when what is now due has been drawn, for who wants to move the focus there. */
export async function drawn() {
  redraw();
  await Promise.resolve();
}
