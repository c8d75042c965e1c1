// The panel with the page of a source: its image with the cited lines marked, or its lines as text.

import {html} from '/_static/lit-html/lit-html.js';
import {drawn, redraw} from './draw.js';
import {get} from './http.js';
import {languageOf, lines, number, problemWords, t} from './language.js';

/** Of the enlarged picture, in pixels. */
const LARGE = '2400';
const BESIDE = window.matchMedia('(min-width: 70rem)');
let source = null;
let opener = null;

export const sourcePanel = {open: () => source !== null, draw: panel};

/** Whether the panel lies over the rest of the page. */
export const sourceCovers = () => source !== null && !BESIDE.matches;

/** Opens the page of a hit or citation; the focus goes back to `from` when it is closed. */
export async function openSource(hit, from) {
  opener = from;
  source = {
    id: hit.document_id,
    title: hit.title,
    cited: {page: hit.page, first: hit.first_line ?? 0, last: hit.last_line ?? -1},
    page: hit.page,
    pages: hit.page,
    asText: false,
    large: false,
  };
  await drawn();
  document.getElementById('source').focus();
  get(`/v1/documents/${source.id}`).then(pageCount(source), () => {});
  load();
}

export async function closeSource() {
  source = null;
  await drawn();
  if (opener?.isConnected) {
    opener.focus();
  } else {
    document.getElementById('main').focus();
  }
}

const pageCount = (asked) => (view) => {
  asked.pages = view.pages;
  redraw();
};

const onCitedPage = () => source.page === source.cited.page && source.cited.last > 0;
const isCited = (line) => onCitedPage() && line >= source.cited.first && line <= source.cited.last;

async function load() {
  const asked = source;
  const page = asked.page;
  asked.content = null;
  asked.problem = null;
  asked.noImage = false;
  asked.imageShown = false;
  redraw();
  try {
    const content = await get(`/v1/documents/${asked.id}/pages/${page}`);
    if (asked.page === page) {
      asked.content = content;
      // Formats without pages have no size.
      asked.noImage = !(content.has_image ?? content.width !== undefined);
    }
  } catch (problem) {
    if (asked.page === page) {
      asked.problem = problem;
    }
  }
  if (source === asked) {
    await drawn();
    showMarked();
  }
}

function showMarked() {
  document.querySelector('#source .lines .cited')?.scrollIntoView({block: 'center'});
  const picture = document.querySelector('#source img');
  const box = source.content?.lines.find((line) => isCited(line.number))?.box;
  if (source.imageShown && picture && box) {
    const sheet = picture.closest('.sheet');
    const scale = picture.clientHeight / source.content.height;
    sheet.scrollTop = picture.offsetTop + box[1] * scale - sheet.clientHeight / 3;
    sheet.scrollLeft = box[0] * scale - sheet.clientWidth / 4;
  }
}

function go(page) {
  if (page >= 1 && page <= source.pages && page !== source.page) {
    source.page = page;
    load();
  }
}

function pressed(event) {
  if (event.target.closest('input') || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key === 'ArrowRight' || event.key === 'PageDown') {
    event.preventDefault();
    go(source.page + 1);
  } else if (event.key === 'ArrowLeft' || event.key === 'PageUp') {
    event.preventDefault();
    go(source.page - 1);
  }
}

async function toggle(what) {
  source[what] = !source[what];
  await drawn();
  showMarked();
}

function panel() {
  if (source === null) {
    return '';
  }
  const cited = source.cited;
  return html`<aside id="source" class="source-panel" tabindex="-1" aria-label=${t('source.panel', source.title)}
      @keydown=${pressed}>
    <div class="source-head">
      <h2 lang=${languageOf(source.title)}>${source.title}</h2>
      <button type="button" class="quiet close" @click=${closeSource} aria-keyshortcuts="Escape">${t('close')}</button>
    </div>
    <div class="source-tools">
      <button type="button" @click=${() => go(source.page - 1)} ?disabled=${source.page <= 1}
        aria-label=${t('source.before')}>‹</button>
      <label>${t('source.page')} <input type="number" min="1" max=${source.pages} .value=${String(source.page)}
        @change=${(event) => go(Number(event.target.value))}></label>
      <span class="muted">/ ${number(source.pages)}</span>
      <button type="button" @click=${() => go(source.page + 1)} ?disabled=${source.page >= source.pages}
        aria-label=${t('source.after')}>›</button>
      <span class="gap"></span>
      ${source.noImage ? '' : html`
        <button type="button" class="quiet" aria-pressed=${source.large} ?disabled=${source.asText}
          @click=${() => toggle('large')}>${t('source.larger')}</button>
        <button type="button" class="quiet" aria-pressed=${source.asText}
          @click=${() => toggle('asText')}>${t('source.text')}</button>`}
    </div>
    <p class="source-place" role="status">${place(cited)}</p>
    <div class="sheet" tabindex="0" role="region" aria-label=${t('page', source.page)}>${sheet()}</div>
  </aside>`;
}

function place(cited) {
  if (cited.last <= 0) {
    return t('page', source.page);
  }
  if (!onCitedPage()) {
    return html`<button type="button" class="linklike" @click=${() => go(cited.page)}>${t('source.back',
      cited.page)}</button>`;
  }
  return html`<span class="swatch" aria-hidden="true"></span> ${t('source.marked', source.page, lines(cited.first, cited.last))}`;
}

function sheet() {
  if (source.problem) {
    return html`<p class="notice" role="alert">${problemWords(source.problem)}</p>`;
  }
  if (!source.content) {
    return html`<p class="muted">${t('loading')}</p>`;
  }
  return source.noImage || source.asText ? text(source.content) : image();
}

function image() {
  const asked = source;
  const page = asked.page;
  const query = new URLSearchParams(onCitedPage() ? {lines: `${source.cited.first}-${source.cited.last}`} : {});
  if (source.large) {
    query.set('width', LARGE);
  }
  const alt = onCitedPage()
    ? t('source.marked', source.page, lines(source.cited.first, source.cited.last))
    : t('page', source.page);
  const said = source.content.lines.filter((line) => isCited(line.number));
  return html`${source.imageShown ? '' : html`<p class="muted">${t('loading')}</p>`}
    <img class="${source.large ? 'large' : ''} ${source.imageShown ? 'shown' : ''}" alt=${alt}
      @load=${() => shown(asked, page)} @error=${() => missing(asked, page)}
      src=${`/v1/documents/${source.id}/pages/${source.page}/image?${query}`}>
    <div class="hidden">${said.map((line) => html`<p lang=${languageOf(line.text)}>${line.text}</p>`)}</div>`;
}

/** An image that was left before it came says nothing about the page that is looked at now. */
const lookedAt = (asked, page) => source === asked && asked.page === page;

async function shown(asked, page) {
  if (lookedAt(asked, page)) {
    asked.imageShown = true;
    await drawn();
    showMarked();
  }
}

/** No image of this page: its lines say the same. */
async function missing(asked, page) {
  if (lookedAt(asked, page)) {
    asked.noImage = true;
    await drawn();
    showMarked();
  }
}

function text(content) {
  return html`${content.needs_ocr ? html`<p class="notice">${t('source.ocr')}</p>` : ''}
    ${content.lines.length === 0 ? html`<p class="muted">${t('source.empty')}</p>` : ''}
    <ol class="lines">${content.lines.map((line) => html`<li value=${line.number}
      class=${isCited(line.number) ? 'cited' : ''} lang=${languageOf(line.text)}>${isCited(line.number)
        ? html`<mark>${line.text}</mark>` : line.text}</li>`)}</ol>`;
}
