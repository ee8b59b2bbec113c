// The page: joins a room, publishes what the visitor allows, and says what is wrong.

import { Call } from './call.js';
import { open } from './devices.js';
import { $, h } from './dom.js';
import { roomOfAddress, showRoom } from './frame.js';
import { icon } from './icons.js';
import { banner, setStatus, toast } from './notices.js';
import * as panel from './panel.js';
import { Signalling } from './signalling.js';
import * as tiles from './tiles.js';

const STATS_MILLIS = 1000;
const ANIMALS = ['Otter', 'Heron', 'Lynx', 'Badger', 'Swift', 'Marten', 'Wren', 'Ibex', 'Newt', 'Stork'];

const signalling = new Signalling(`${location.protocol.replace('http', 'ws')}//${location.host}/signalling`);
const tracks = new Map();
const peers = new Map();
let call;
let me = { room: '', name: '' };
let microphoneOn = true;
let rejoin = false;
let received = [];

function setCallState(state) {
  document.body.dataset.call = state;
  $('join').disabled = state === 'joining' || !signalling.connected;
  $('join').textContent = state === 'joining' ? 'Joining…' : 'Join';
  drawControls();
}

async function join() {
  setCallState('joining');
  banner();
  const stay = new Call(signalling);
  call = stay;
  listen(stay);
  tiles.clear();
  peers.clear();
  tiles.addPeer('me', `${me.name} (you)`);
  try {
    await stay.join(me.room, me.name);
  } catch (error) {
    if (call === stay) {
      ended(`The room cannot be entered: ${error.message}`, signalling.connected);
    }
    return;
  }
  rejoin = true;
  setCallState('in');
  setStatus('online', 'in the room');
  await Promise.all([...tracks].map(([source, track]) => publish(source, track)));
}

function listen(stay) {
  const on = (type, handle) => stay.addEventListener(type, ({ detail }) => call === stay && handle(detail));
  on('peer', ({ id, name }) => {
    peers.set(id, name);
    tiles.addPeer(id, name);
  });
  on('peerleft', ({ id }) => {
    peers.delete(id);
    tiles.removePeer(id);
  });
  on('track', ({ peerId, source, track, paused }) => {
    tiles.addTrack(peerId, peers.get(peerId), source, track, paused, askForClick);
  });
  on('trackended', ({ peerId, source }) => tiles.removeTrack(peerId, source));
  on('paused', ({ peerId, source, paused }) => tiles.setPaused(peerId, source, paused));
  on('failure', ({ message }) => toast(message, 'error'));
  on('media', ({ state }) => mediaState(state));
}

function mediaState(state) {
  if (state === 'connected') {
    setStatus('online', 'in the room');
  } else if (state === 'disconnected') {
    setStatus('waiting', 'media interrupted');
  } else if (state === 'failed') {
    setStatus('offline', 'no media');
    toast('The media connection failed: the media box cannot be reached from here. Trying again…', 'error');
  }
}

function askForClick() {
  banner('The browser holds back the sound until you click.', 'Play the sound', () => {
    tiles.playSound();
    banner();
  });
}

/** The stay in the room is over, though nobody asked for it. */
function ended(message, canRejoin) {
  call?.close();
  call = undefined;
  tiles.clear();
  setCallState('ended');
  if (signalling.connected) {
    setStatus('waiting', 'not in the room');
  }
  banner(message, canRejoin ? 'Join again' : undefined, join);
}

function leave() {
  rejoin = false;
  call?.close();
  call = undefined;
  [...tracks.keys()].forEach(drop);
  tiles.clear();
  banner();
  setStatus('online', 'connected');
  setCallState('lobby');
}

async function publish(source, track) {
  const stay = call;
  tiles.addTrack('me', `${me.name} (you)`, source, track, source === 'microphone' && !microphoneOn);
  if (!stay || document.body.dataset.call !== 'in') {
    return;
  }
  try {
    await stay.publish(source, track);
    if (source === 'microphone' && !microphoneOn) {
      await stay.setPaused(source, true);
    }
  } catch (error) {
    if (call === stay) {
      toast(`Your ${source} cannot be sent: ${error.message}`, 'error');
      drop(source);
    }
  }
  drawControls();
}

/** Opens a device and sends it. Says so when that fails. */
async function start(source) {
  try {
    for (const track of await open(source)) {
      if (document.body.dataset.call === 'lobby') {
        track.stop();
        continue;
      }
      const kind = source === 'screen' && track.kind === 'audio' ? 'screen-audio' : source;
      track.onended = () => stop(kind);
      tracks.set(kind, track);
      await publish(kind, track);
    }
  } catch (error) {
    toast(error.message, 'error');
  }
  drawControls();
}

function drop(source) {
  const track = tracks.get(source);
  if (track) {
    track.onended = null;
    track.stop();
    tracks.delete(source);
    tiles.removeTrack('me', source);
  }
}

function stop(source) {
  drop(source);
  call?.unpublish(source);
  if (source === 'screen' && tracks.has('screen-audio')) {
    stop('screen-audio');
  }
  drawControls();
}

async function toggleMicrophone() {
  if (!tracks.has('microphone')) {
    microphoneOn = true;
    await start('microphone');
    return;
  }
  microphoneOn = !microphoneOn;
  tiles.setPaused('me', 'microphone', !microphoneOn);
  drawControls();
  try {
    await call?.setPaused('microphone', !microphoneOn);
  } catch (error) {
    toast(error.message, 'error');
  }
}

const toggle = (source) => (tracks.has(source) ? stop(source) : start(source));

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    toast('The address of this room is in the clipboard.', 'info');
  } catch {
    toast(`The address of this room: ${location.href}`, 'info');
  }
}

const CONTROLS = [
  { id: 'microphone', icon: 'microphone', label: 'Mic', text: 'Microphone', on: () => tracks.has('microphone') && microphoneOn, act: toggleMicrophone },
  { id: 'camera', icon: 'camera', text: 'Camera', on: () => tracks.has('camera'), act: () => toggle('camera') },
  { id: 'screen', icon: 'screen', text: 'Screen', on: () => tracks.has('screen'), act: () => toggle('screen') },
  { id: 'link', icon: 'link', text: 'Invite', act: copyLink },
  { id: 'leave', icon: 'leave', text: 'Leave', act: leave },
];

function drawControls() {
  for (const { id, on } of CONTROLS) {
    const button = $(`control-${id}`);
    if (on) {
      button.setAttribute('aria-pressed', String(on()));
    }
  }
}

function createControls() {
  for (const { id, icon: name, text, label = text, act } of CONTROLS) {
    const button = h('button', { id: `control-${id}`, type: 'button', title: text, 'aria-label': text }, icon(name), h('span', { textContent: label }));
    button.onclick = async () => {
      button.disabled = true;
      try {
        await act();
      } finally {
        button.disabled = false;
      }
    };
    $('controls').append(button);
  }
}

signalling.addEventListener('open', () => {
  document.body.dataset.server = 'there';
  setStatus('online', 'connected');
  $('join').disabled = false;
  if (rejoin) {
    join();
  } else {
    banner();
  }
});

signalling.addEventListener('lost', () => {
  document.body.dataset.server = 'gone';
  setStatus('offline', 'reconnecting');
  $('join').disabled = true;
  const message = 'The conference server cannot be reached. Trying again…';
  if (call) {
    ended(message, false);
  } else {
    banner(message);
  }
});

signalling.addEventListener('roomEnded', ({ detail }) => {
  ended(`${detail.reason.replace(/\.?$/, '.')} Join again to continue.`, true);
});

signalling.addEventListener('transportClosed', ({ detail }) => {
  if (call) {
    ended(`The media connection ended. ${detail.reason} Join again to continue.`, true);
  }
});

signalling.addEventListener('panel', ({ detail }) => panel.show(detail));

setInterval(async () => {
  received = call ? await call.stats().catch(() => []) : [];
  tiles.showFigures(received);
}, STATS_MILLIS);

$('join-form').onsubmit = async (event) => {
  event.preventDefault();
  me = { room: $('room').value.trim(), name: $('name').value.trim() };
  localStorage.setItem('name', me.name);
  history.replaceState(null, '', `#${encodeURIComponent(me.room)}`);
  showRoom();
  microphoneOn = true;
  const wanted = ['camera', 'microphone'].filter((source) => $(`with-${source}`).checked);
  await Promise.all([join(), ...wanted.map((source) => start(source))]);
};

addEventListener('hashchange', () => {
  if (document.body.dataset.call !== 'lobby' && roomOfAddress() !== me.room) {
    leave();
  }
  showRoom();
});

$('name').value = localStorage.getItem('name') ?? ANIMALS[Math.floor(Math.random() * ANIMALS.length)];
createControls();
showRoom();
setCallState('lobby');

/** For the browser's console, and for tests: what arrives, and what the panel was told. */
window.conference = {
  received: () => received,
  panel: panel.state,
};
