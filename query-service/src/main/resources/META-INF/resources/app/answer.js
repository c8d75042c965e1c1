// The text of an answer: always text, with [n] as buttons that open the source, and with the sentences
// marked that their sources do not say.

import {html} from '/_static/lit-html/lit-html.js';
import {languageOf, t} from './language.js';
import {openSource} from './viewer.js';

const NUMBER = /\[(\d{1,2})\]/g;

/** What a number stays on one line with: the end of the last word and the space behind it. */
const TAIL = /\S{0,2} ?$/u;

export function answerText(turn) {
  const marked = turn.sentences.some((sentence) => sentence.support !== 'supported');
  return html`<div class="answer" lang=${languageOf(turn.text)} aria-live="polite"
      aria-busy=${turn.running}>${pieces(turn)}</div>
    ${marked ? html`<p class="small muted legend">${t('support.legend')}</p>` : ''}`;
}

function pieces(turn) {
  const drawnPieces = [];
  let at = 0;
  for (const sentence of turn.sentences) {
    drawnPieces.push(cited(turn, turn.text.slice(at, sentence.start)));
    const words = cited(turn, turn.text.slice(sentence.start, sentence.end));
    drawnPieces.push(sentence.support === 'supported' ? words : doubted(words, sentence.support));
    at = sentence.end;
  }
  drawnPieces.push(cited(turn, turn.text.slice(at)));
  return drawnPieces;
}

function doubted(words, support) {
  return html`<span class="doubted ${support}" title=${t(`support.${support}`)}>${words}<span
    class="hidden" lang=${document.documentElement.lang}>${t(`support.${support}`)}</span></span>`;
}

function cited(turn, text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(NUMBER)) {
    const source = sourceOf(turn, Number(match[1]));
    if (source !== undefined) {
      const before = text.slice(at, match.index);
      const tail = before.match(TAIL)[0];
      parts.push(before.slice(0, before.length - tail.length), kept(tail.trimEnd(), button(source, match[1])));
      at = match.index + match[0].length;
    }
  }
  parts.push(text.slice(at));
  return parts;
}

/** While the answer is being written only the hits are known, and no lines yet. */
function sourceOf(turn, n) {
  return (
    turn.citations.find((citation) => citation.number === n) ??
    (turn.running ? turn.hits.find((hit) => hit.rank === n) : undefined)
  );
}

const kept = (tail, number) => html`<span class="keep">${tail}${number}</span>`;

function button(source, n) {
  return html`<button type="button" class="cite" aria-label=${t('cite', n, source.title, source.page)}
    @click=${(event) => openSource(source, event.currentTarget)}>${n}</button>`;
}
