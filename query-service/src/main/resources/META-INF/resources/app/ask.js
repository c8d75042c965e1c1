// The question box, and one turn for each question with what came back, newest first.

import {html} from '/_static/lit-html/lit-html.js';
import {live} from '/_static/lit-html/directives/live.js';
import {answerText} from './answer.js';
import {drawn, redraw} from './draw.js';
import {events} from './events.js';
import {answered, canFollow, follow, followed, history} from './follow-up.js';
import {Problem, post, problemOf, send} from './http.js';
import {languageOf, number, problemWords, seconds, t, words} from './language.js';
import {sourceList} from './sources.js';
import {libraryIsEmpty} from './status.js';
import {chooseFiles, clearAdded} from './upload.js';
import {openSource} from './viewer.js';

const KEPT = 20;
const NEAREST = 3;
const turns = [];
let draft = '';
let only = null;

/** Ask within one document, until the reader takes that back. */
export function askWithin(documentView) {
  only = documentView;
  location.hash = '#/ask';
  focusQuestion();
}

export async function focusQuestion() {
  await drawn();
  document.getElementById('question')?.focus();
}

export function askView() {
  const running = turns[0]?.running === true;
  return html`
    <h1 class="hidden">${t('view.ask')}</h1>
    <form class="ask" role="search" @submit=${submitted}>
      <label for="question" class="hidden">${t('ask.label')}</label>
      <textarea id="question" rows="2" maxlength="4000" placeholder=${t('ask.placeholder')}
        aria-describedby="ask-keys" aria-keyshortcuts="Control+K Meta+K" .value=${live(draft)} @input=${typed} @keydown=${entered}></textarea>
      ${followed() === null ? '' : html`<p class="within following">${t('ask.following', followed().question)}
        <button type="button" class="quiet" @click=${() => goOnFrom(null)}>${t('ask.new')}</button></p>`}
      ${only === null ? '' : html`<p class="within">${t('ask.within', only.title)}
        <button type="button" class="quiet" @click=${askEverywhere}>${t('ask.everywhere')}</button></p>`}
      <div class="ask-row">
        <span id="ask-keys" class="muted">${t('ask.keys')}</span>
        <button type="button" class="search" @click=${() => start('search')}>${t('ask.search')}</button>
        ${running
          ? html`<button type="button" class="stop" @click=${stop}>${t('ask.stop')}</button>`
          : html`<button type="submit" class="primary">${t('ask.ask')}</button>`}
      </div>
    </form>
    <p class="hidden" role="status">${turns.length === 0 ? '' : stateWords(turns[0])}</p>
    ${turns.length === 0 ? welcome() : turnView(turns[0])}
    ${canFollow(turns[0]) && followed() !== turns[0] ? html`<p><button type="button" class="primary-soft follow"
      @click=${() => goOnFrom(turns[0])}>${t('ask.follow')}</button></p>` : ''}
    ${turns.length < 2 ? '' : html`<h2 class="earlier">${t('ask.earlier')}</h2>`}
    ${turns.slice(1).map((turn) => html`<details class="turn-before">
      <summary lang=${languageOf(turn.question)}>${turn.question}</summary>${turnView(turn)}</details>`)}`;
}

function welcome() {
  const step = (n) => html`<li><b>${t(`welcome.${n}`)}</b><span>${t(`welcome.${n}.more`)}</span></li>`;
  return html`<section class="welcome">
    <ol>${[1, 2, 3].map(step)}</ol>
    ${libraryIsEmpty() ? dropHere() : ''}
  </section>`;
}

function dropHere() {
  return html`<button type="button" class="drop-here" @click=${chooseFiles}>
    <b>${t('welcome.empty')}</b><span>${t('welcome.drop')}</span></button>`;
}

function typed(event) {
  draft = event.target.value;
}

function entered(event) {
  // Enter also ends the conversion of kana, which must not send a question half written.
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    start('answer');
  }
}

function submitted(event) {
  event.preventDefault();
  start('answer');
}

function askEverywhere() {
  only = null;
  focusQuestion();
}

function goOnFrom(turn) {
  follow(turn);
  draft = '';
  redraw();
  focusQuestion();
}

function stop() {
  turns[0]?.controller.abort();
}

async function start(kind) {
  const question = draft.trim();
  if (question === '') {
    focusQuestion();
    return;
  }
  stop();
  clearAdded();
  const turn = {kind, question, within: only, running: true, phase: 'searching', text: '', hits: [],
    citations: [], sentences: [], degraded: [], before: kind === 'answer' ? followed() : null,
    controller: new AbortController()};
  turns.unshift(turn);
  turns.splice(KEPT);
  redraw();
  try {
    await (kind === 'search' ? search(turn) : answer(turn));
  } catch (failure) {
    turn.phase = failure.name === 'AbortError' ? 'stopped' : 'failed';
    turn.problem = failure;
  }
  turn.running = false;
  redraw();
}

function body(turn, more) {
  const filters = turn.within === null ? {} : {filters: {document_ids: [turn.within.id]}};
  return {query: turn.question, ...filters, ...more};
}

async function search(turn) {
  const found = await post('/v1/search', body(turn, {top_k: 20}), turn.controller.signal);
  turn.hits = found.hits;
  turn.degraded = found.degraded;
  turn.took = found.timings_ms.total;
  turn.phase = found.hits.length === 0 ? 'nothing' : 'found';
}

async function answer(turn) {
  const response = await send('/v1/answers', {
    method: 'POST',
    signal: turn.controller.signal,
    headers: {'Content-Type': 'application/json', Accept: 'text/event-stream'},
    body: JSON.stringify(body(turn, turn.before === null ? {} : {history: history(turn)})),
  });
  for await (const event of events(response)) {
    heard[event.name]?.(turn, event.data);
    redraw();
  }
  if (['searching', 'waiting', 'writing'].includes(turn.phase)) {
    throw new Problem('broke_off', '', 0);
  }
  if (canFollow({...turn, running: false})) {
    answered(turn);
    // In a conversation the next question is another one; alone, it is often the same in other words.
    draft = turn.before !== null && draft.trim() === turn.question ? '' : draft;
  }
}

const heard = {
  retrieval(turn, found) {
    turn.hits = found.hits;
    turn.candidates = found.candidates;
    turn.degraded = found.degraded;
    turn.phase = 'writing';
  },
  waiting(turn, waiting) {
    turn.position = waiting.position;
    turn.phase = 'waiting';
  },
  token(turn, token) {
    turn.phase = 'writing';
    turn.text += token.text;
  },
  citations(turn, cited) {
    turn.citations = cited.citations;
    turn.sentences = cited.sentences;
  },
  done(turn, whole) {
    turn.text = whole.answer;
    turn.kindOfAnswer = whole.kind;
    turn.citations = whole.citations;
    turn.sentences = whole.sentences ?? [];
    turn.degraded = whole.degraded;
    turn.model = whole.model;
    turn.understood = whole.standalone_query;
    turn.took = whole.timings_ms?.total;
    turn.phase = whole.kind === 'not_found' ? 'nothing' : 'answered';
  },
  error(turn, problem) {
    turn.problem = problemOf(problem.status ?? 0, JSON.stringify(problem));
    turn.phase = 'failed';
  },
};

function stateWords(turn) {
  switch (turn.phase) {
    case 'answered':
      return t(turn.kindOfAnswer === 'extractive' ? 'state.extracted' : 'state.answered', turn.citations.length);
    case 'waiting':
      return turn.position === 0 ? t('state.loading') : t('state.waiting', number(turn.position));
    case 'found':
      return t('state.found', turn.hits.length);
    case 'failed':
      return problemWords(turn.problem);
    default:
      return t(`state.${turn.phase}`);
  }
}

function turnView(turn) {
  const sources = turn.kind === 'search' ? turn.hits : turn.citations;
  return html`<article class="turn ${turn.phase}">
    <h2 lang=${languageOf(turn.question)}>${turn.question}</h2>
    <p class="phase">${turn.running ? html`<span class="spinner" aria-hidden="true"></span>` : ''}
      ${stateWords(turn)}${turn.running ? '' : html`<span class="muted">${details(turn)}</span>`}</p>
    ${turn.understood ? html`<p class="small muted understood">${t('ask.understood', turn.understood)}</p>` : ''}
    ${turn.phase === 'failed' && turn.problem.detail ? html`<p class="small muted" lang="en">${turn.problem.detail}</p>` : ''}
    ${turn.degraded.filter((part) => !saidAlready(turn, part)).map((part) => html`<p class="notice">${words('degraded', part, t('degraded.other', part))}</p>`)}
    ${turn.phase === 'nothing' ? nothing(turn) : ''}
    ${turn.text === '' || turn.phase === 'nothing' ? '' : answerText(turn)}
    ${sources.length === 0 ? '' : sourceList(turn, sources)}
  </article>`;
}

/** An answer of excerpts begins with why it is one. */
const saidAlready = (turn, part) => part === 'generation' && turn.kindOfAnswer === 'extractive';

/** What was looked at, so that a reader can judge whether the answer is really missing. */
function nothing(turn) {
  if (libraryIsEmpty()) {
    return dropHere();
  }
  const pages = new Map(turn.hits.map((hit) => [`${hit.document_id} ${hit.page}`, hit]));
  const near = [...pages.values()].slice(0, NEAREST);
  return html`<div class="none"><p>${t(turn.kind === 'search' ? 'nothing.search' : 'nothing.answer')}</p>
    ${near.length === 0 ? '' : html`<p class="small muted">${t('nothing.near', number(turn.candidates))}
      ${near.map((hit) => html`<button type="button" class="linklike"
        @click=${(event) => openSource(hit, event.currentTarget)}>${hit.title}${t('comma')}${t('page', hit.page)}</button> `)}</p>`}
  </div>`;
}

function details(turn) {
  const parts = [turn.within ? t('ask.within', turn.within.title) : null,
    turn.took === undefined ? null : seconds(turn.took), turn.model ?? null];
  return parts.filter((part) => part !== null).map((part) => ` · ${part}`).join('');
}
