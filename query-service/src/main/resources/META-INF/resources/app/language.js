// Which language the page speaks, and how it writes numbers, dates and errors.

import {redraw} from './draw.js';
import {keep, setting} from './settings.js';
import {english} from './strings-en.js';
import {japanese} from './strings-ja.js';

const STRINGS = {ja: japanese, en: english};

export function language() {
  const chosen = setting('language');
  if (chosen in STRINGS) {
    return chosen;
  }
  const first = navigator.languages.find((name) => name.slice(0, 2) in STRINGS);
  return first === undefined ? 'en' : first.slice(0, 2);
}

export function applyLanguage() {
  document.documentElement.lang = language();
  document.title = t('title');
}

export function speak(name) {
  keep('language', name);
  applyLanguage();
  redraw();
}

/** The words for a key, with {0}, {1}… filled in; of "one|many" the form that {0} needs. */
export function t(key, ...values) {
  const forms = (STRINGS[language()][key] ?? key).split('|');
  const words = String(values[0]) === '1' ? forms[0] : forms.at(-1);
  return words.replace(/\{(\d)\}/g, (_, index) => values[Number(index)]);
}

/** The words for a code where there are any, otherwise those for something unknown. */
export function words(prefix, code, otherwise) {
  const key = `${prefix}.${code}`;
  return key in STRINGS[language()] ? t(key) : otherwise;
}

export function problemWords(problem) {
  return words('error', problem.code, t('error.unknown'));
}

export const number = (value) => value.toLocaleString(language());

export const seconds = (milliseconds) =>
  t('seconds', (milliseconds / 1000).toLocaleString(language(), {maximumFractionDigits: milliseconds < 1000 ? 2 : 1}));

export function moment(instant) {
  return new Date(instant).toLocaleString(language(), {dateStyle: 'medium', timeStyle: 'short'});
}

export function bytes(size) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return `${value.toLocaleString(language(), {maximumFractionDigits: digits})} ${units[unit]}`;
}

/** The language of a text from a document, so that the right glyphs are taken for it. */
export const languageOf = (text) => (/[぀-ヿ㐀-鿿]/.test(text) ? 'ja' : 'en');

export const lines = (first, last) => (first === last ? t('line', first) : t('lines', first, last));
