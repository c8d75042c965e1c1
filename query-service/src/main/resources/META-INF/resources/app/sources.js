// The passages an answer cites, or a search found, as numbered cards.

import {html} from '/_static/lit-html/lit-html.js';
import {languageOf, lines, t} from './language.js';
import {openSource} from './viewer.js';

const PATH_SEPARATOR = ' > ';

export function sourceList(turn, sources) {
  return html`<section class="sources" aria-label=${t('sources')}>
    <h3>${t(turn.kind === 'search' ? 'sources.found' : 'sources')}</h3>
    <ol>${sources.map(card)}</ol>
  </section>`;
}

function card(source) {
  const {path, text} = split(source);
  const language = languageOf(source.text);
  return html`<li class=${source.supported === false ? 'source weak' : 'source'}>
    <span class="n" aria-hidden="true">${source.number ?? source.rank}</span>
    <div>
      <button type="button" class="open-source" @click=${(event) => openSource(source, event.currentTarget)}>
        <span class="hidden">${source.number ?? source.rank}: </span>
        <span class="source-title" lang=${languageOf(source.title)}>${source.title}</span>
        <span class="place">${t('page', source.page)}${t('comma')}${lines(source.first_line, source.last_line)}</span>
      </button>
      ${path === '' ? '' : html`<p class="path" lang=${language}>${path}</p>`}
      <p class="passage" lang=${language}>${text}</p>
      ${source.supported === false ? html`<p class="small warn">${t('sources.weak')}</p>` : ''}
      ${(source.also_at ?? []).length === 0 ? '' : html`<p class="small also">${t('sources.also')}
        ${source.also_at.map((place) => html`<button type="button" class="linklike"
          @click=${(event) => openSource({...source, ...place}, event.currentTarget)}>${place.title}${t('comma')}${t('page', place.page)}</button>`)}</p>`}
    </div>
  </li>`;
}

/** The headings above a passage stand in its first line: "title > chapter > article". */
function split(source) {
  const end = source.text.indexOf('\n');
  const first = end < 0 ? '' : source.text.slice(0, end);
  if (!first.includes(PATH_SEPARATOR) && first !== source.title) {
    return {path: '', text: source.text};
  }
  const below = first.split(PATH_SEPARATOR).slice(1).join(' › ');
  return {path: below, text: source.text.slice(end + 1)};
}
