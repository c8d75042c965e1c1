// Light, dark, or as the system has it.

import {redraw} from './draw.js';
import {keep, setting} from './settings.js';

const THEMES = ['system', 'light', 'dark'];

export function theme() {
  const chosen = setting('theme');
  return THEMES.includes(chosen) ? chosen : 'system';
}

export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}

export function nextTheme() {
  keep('theme', THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);
  applyTheme();
  redraw();
}
