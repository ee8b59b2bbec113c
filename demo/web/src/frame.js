// What is around the conference: the room of the address, light and dark, the panel's place.

import { $, h } from './dom.js';
import { icon } from './icons.js';

const DEFAULT_ROOM = 'lobby';
const WIDE = matchMedia('(min-width: 900px)');

/** The room that the address names after its `#`. */
export function roomOfAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1)) || DEFAULT_ROOM;
  } catch {
    return DEFAULT_ROOM;
  }
}

/** Shows that room. */
export function showRoom() {
  $('room').value = roomOfAddress();
  $('room-name').textContent = `#${roomOfAddress()}`;
}

function togglePanel(show) {
  document.body.dataset.panel = show ? 'open' : 'closed';
  $('panel-toggle').setAttribute('aria-expanded', String(show));
}

function toggleTheme() {
  const isDark = getComputedStyle(document.documentElement).getPropertyValue('--is-dark').trim() === '1';
  setTheme(isDark ? 'light' : 'dark');
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
}

$('panel-toggle').append(icon('panel'), h('span', { textContent: 'Media box' }));
$('panel-toggle').onclick = () => togglePanel(document.body.dataset.panel !== 'open');
$('panel-close').append(icon('close'));
$('panel-close').onclick = () => togglePanel(false);
$('theme').append(icon('theme'));
$('theme').onclick = toggleTheme;
if (localStorage.getItem('theme')) {
  setTheme(localStorage.getItem('theme'));
}
togglePanel(WIDE.matches);
