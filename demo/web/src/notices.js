// What the page says.

import { $, h } from './dom.js';

const TOAST_MILLIS = 7000;

/** Says something for a few seconds. */
export function toast(message, kind = 'warning') {
  const element = h('div', { className: `toast ${kind}`, textContent: message });
  $('toasts').append(element);
  setTimeout(() => element.remove(), TOAST_MILLIS);
}

/** Says something until it is over, with a button if there is something to do; without a message the banner goes. */
export function banner(message, action, onAction) {
  $('banner').hidden = !message;
  $('banner-text').textContent = message ?? '';
  $('banner-action').hidden = !action;
  $('banner-action').textContent = action ?? '';
  $('banner-action').onclick = onAction;
}

/** The word in the frame: `online`, `waiting` or `offline`. */
export function setStatus(state, text) {
  $('status').dataset.state = state;
  $('status').textContent = text;
}
