// The stage: one tile per participant, one more per shared screen.

import { $, h } from './dom.js';
import { icon } from './icons.js';

const RATIO = 16 / 9;
const GAP = 12;
const LEAST_WIDTH = 150;

const tiles = new Map();
const stage = $('stage');

const placeOf = (source) => (source.startsWith('screen') ? 'screen' : 'main');

function hue(text) {
  let sum = 0;
  for (const letter of text) {
    sum = (sum * 31 + letter.codePointAt(0)) % 360;
  }
  return sum;
}

function initials(name) {
  return (name.match(/(?<![\p{L}\p{N}(])[\p{L}\p{N}]/gu) ?? []).slice(0, 2).join('').toUpperCase();
}

function create(peerId, name, place) {
  const own = peerId === 'me';
  const video = h('video', { autoplay: true, playsInline: true, muted: true });
  const audio = h('audio', { autoplay: true });
  const label = h('span', { className: 'tile-name', textContent: place === 'screen' ? `${name} · screen` : name });
  const mute = h('span', { className: 'tile-mute', title: 'Microphone off' }, icon('microphone-off'));
  const figures = h('span', { className: 'tile-figures' });
  const element = h(
    'article',
    { className: `tile ${place}` },
    h('div', { className: 'tile-initials', textContent: initials(name) }),
    video,
    audio,
    h('div', { className: 'tile-foot' }, mute, label, figures),
  );
  element.style.setProperty('--hue', hue(name));
  element.dataset.peer = peerId;
  element.dataset.name = name;
  element.classList.toggle('own', own);
  element.classList.toggle('muted', place === 'main');
  return { element, video, audio, figures };
}

function tile(peerId, name, place) {
  const key = `${peerId}/${place}`;
  let found = tiles.get(key);
  if (!found) {
    found = create(peerId, name, place);
    tiles.set(key, found);
    stage.append(found.element);
    layout();
  }
  return found;
}

function remove(key) {
  const gone = tiles.get(key);
  if (gone) {
    gone.video.srcObject = null;
    gone.audio.srcObject = null;
    gone.element.remove();
    tiles.delete(key);
    layout();
  }
}

/** Shows a participant, without media at first. */
export function addPeer(peerId, name) {
  tile(peerId, name, 'main');
}

export function removePeer(peerId) {
  remove(`${peerId}/main`);
  remove(`${peerId}/screen`);
}

export function clear() {
  [...tiles.keys()].forEach(remove);
}

/** Puts a track on its tile. `onSilenced` is called when the browser wants a click before it plays sound. */
export function addTrack(peerId, name, source, track, paused, onSilenced) {
  const { element, video, audio } = tile(peerId, name, placeOf(source));
  const stream = new MediaStream([track]);
  if (track.kind === 'video') {
    video.srcObject = stream;
    element.classList.add('with-video');
  } else {
    element.classList.toggle('muted', paused);
    if (peerId !== 'me') {
      audio.srcObject = stream;
      audio.play().catch((error) => error.name === 'NotAllowedError' && onSilenced());
    }
  }
}

export function removeTrack(peerId, source) {
  const place = placeOf(source);
  if (source === 'screen') {
    remove(`${peerId}/screen`);
    return;
  }
  const found = tiles.get(`${peerId}/${place}`);
  if (found && source === 'camera') {
    found.video.srcObject = null;
    found.element.classList.remove('with-video');
    found.figures.textContent = '';
  } else if (found) {
    found.audio.srcObject = null;
    found.element.classList.add('muted');
    found.element.classList.remove('speaking');
  }
}

export function setPaused(peerId, source, paused) {
  if (source === 'microphone') {
    tiles.get(`${peerId}/main`)?.element.classList.toggle('muted', paused);
  } else if (source === 'camera') {
    tiles.get(`${peerId}/main`)?.element.classList.toggle('with-video', !paused);
  }
}

/** Starts sound that the browser held back. */
export function playSound() {
  tiles.forEach(({ audio }) => audio.srcObject && audio.play().catch(() => {}));
}

/** Figures of what arrives, as the call counts them. */
export function showFigures(stats) {
  for (const { peerId, source, kind, width, height, framesPerSecond, audioLevel } of stats) {
    const found = tiles.get(`${peerId}/${placeOf(source)}`);
    if (!found) {
      continue;
    }
    if (kind === 'video') {
      found.figures.textContent = width ? `${width}×${height} · ${Math.round(framesPerSecond)} fps` : '';
    } else {
      found.element.classList.toggle('speaking', audioLevel > 0.02 && !found.element.classList.contains('muted'));
    }
  }
}

/** The number of columns with the largest tiles that all fit. */
function layout() {
  const style = getComputedStyle(stage);
  const width = stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const height = stage.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  const count = tiles.size;
  let best = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const wide = (width - GAP * (columns - 1)) / columns;
    const high = ((height - GAP * (rows - 1)) / rows) * RATIO;
    best = Math.max(best, Math.min(wide, high));
  }
  stage.style.setProperty('--tile', `${Math.floor(Math.max(best, Math.min(LEAST_WIDTH, width)))}px`);
}

new ResizeObserver(layout).observe(stage);
