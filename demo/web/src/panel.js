// The live panel: the objects of the media box, as the server pushes them.

import { $, h, keyed } from './dom.js';
import { drawSpan } from './span.js';

const HISTORY = 60;
const SPARK_WIDTH = 120;
const SPARK_HEIGHT = 28;

const loads = new Map();
let latest;

/** The last state that was pushed. */
export const state = () => latest;

const percent = (share) => (share === undefined ? '–' : `${Math.round(share * 100)} %`);
const gib = (bytes) => (bytes / 2 ** 30).toFixed(1);
const short = (id) => id.slice(0, 8);

function remember(id, share) {
  const history = loads.get(id) ?? [];
  history.push(share ?? 0);
  loads.set(id, history.slice(-HISTORY));
}

function spark(id) {
  const history = loads.get(id) ?? [];
  const step = SPARK_WIDTH / (HISTORY - 1);
  const start = SPARK_WIDTH - (history.length - 1) * step;
  return history
    .map((share, index) => `${(start + index * step).toFixed(1)},${(SPARK_HEIGHT - 1 - Math.min(1, share) * (SPARK_HEIGHT - 2)).toFixed(1)}`)
    .join(' ');
}

function meter(label) {
  const element = h('div', { className: 'meter' });
  element.innerHTML = `<div class="meter-row"><span></span><b></b></div><div class="bar"><i></i></div>`;
  element.querySelector('span').textContent = label;
  return element;
}

function setMeter(element, share, text) {
  element.querySelector('b').textContent = text ?? percent(share);
  element.querySelector('i').style.width = `${Math.min(100, (share ?? 0) * 100)}%`;
  element.classList.toggle('hot', (share ?? 0) > 0.8);
}

function body() {
  const root = $('panel-body');
  if (!root.querySelector('.totals')) {
    root.replaceChildren(
      h('div', { className: 'totals' }),
      h('div', { className: 'box-load' }, meter('Box CPU'), meter('Memory')),
      h('div', { className: 'workers' }),
    );
  }
  return root;
}

/** Draws a state. */
export function show(view) {
  latest = view;
  const root = body();
  const { box, totals, workers } = view;
  $('box-name').textContent = `${box.id} · mediasoup ${box.mediasoupVersion} · ${box.cores} cores`;
  root.classList.toggle('gone', box.closed || box.availability !== 'available');
  keyed(
    root.querySelector('.totals'),
    Object.entries(totals),
    ([name]) => name,
    ([name]) => h('div', { className: 'total' }, h('b', { id: `total-${name}` }), h('span', { textContent: name })),
    (element, [, count]) => { element.firstChild.textContent = count; },
  );
  const [cpu, memory] = root.querySelectorAll('.box-load .meter');
  setMeter(cpu, box.cpu);
  setMeter(
    memory,
    box.memoryTotal ? box.memoryUsed / box.memoryTotal : undefined,
    box.memoryTotal ? `${gib(box.memoryUsed)} / ${gib(box.memoryTotal)} GiB` : undefined,
  );
  workers.forEach((worker) => remember(worker.id, worker.utilization));
  [...loads.keys()].filter((id) => !workers.some((worker) => worker.id === id)).forEach((id) => loads.delete(id));
  keyed(root.querySelector('.workers'), workers, (worker) => worker.id, createWorker, updateWorker);
}

function createWorker(worker) {
  const element = h('section', { className: 'worker' });
  element.innerHTML = `
    <div class="worker-head"><h3></h3><svg class="spark" viewBox="0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}"><polyline/></svg></div>
    <div class="routers"></div>`;
  element.querySelector('h3').textContent = worker.pid ? `Worker ${worker.pid}` : `Worker ${short(worker.id)}`;
  element.querySelector('.worker-head').after(meter('CPU of its core'));
  return element;
}

function updateWorker(element, worker) {
  setMeter(element.querySelector('.meter'), worker.utilization);
  element.querySelector('polyline').setAttribute('points', spark(worker.id));
  element.classList.toggle('away', worker.availability !== 'available');
  keyed(element.querySelector('.routers'), worker.routers, (router) => router.id, createRouter, updateRouter);
}

function createRouter(router) {
  return h(
    'div',
    { className: 'router', title: `Router ${router.id}` },
    h('h4', { textContent: router.room ? `Room ${router.room}` : `Router ${short(router.id)}` }),
    h('div', { className: 'span', hidden: true }),
    h('div', { className: 'transports' }),
  );
}

function updateRouter(element, router) {
  const span = element.querySelector('.span');
  span.hidden = !router.span;
  if (router.span) {
    drawSpan(span, router.span);
  }
  keyed(element.querySelector('.transports'), router.transports, (it) => it.id, createTransport, updateTransport);
}

function createTransport(transport) {
  return h(
    'div',
    { className: 'transport', title: `${transport.type} transport ${transport.id}` },
    h(
      'div',
      { className: 'transport-head' },
      h('i', { className: 'dot' }),
      h('span', { className: 'transport-name', textContent: transport.peer ?? `${transport.type} ${short(transport.id)}` }),
      h('span', { className: 'muted transport-state' }),
    ),
    h('div', { className: 'chips' }),
  );
}

function updateTransport(element, transport) {
  const connected = transport.dtlsState === 'connected' || transport.dtlsState === undefined;
  const way = { send: 'sends', recv: 'receives' }[transport.direction] ?? '';
  element.classList.toggle('connected', connected);
  element.classList.toggle('failed', transport.dtlsState === 'failed' || transport.iceState === 'disconnected');
  element.querySelector('.transport-state').textContent = connected
    ? [way, transport.protocol].filter(Boolean).join(' · ')
    : `${way} · ICE ${transport.iceState}, DTLS ${transport.dtlsState}`;
  const chips = [
    ...transport.producers.map((it) => ({ ...it, role: 'producer' })),
    ...transport.consumers.map((it) => ({ ...it, role: 'consumer' })),
  ];
  keyed(element.querySelector('.chips'), chips, (it) => it.id, createChip, updateChip);
}

function createChip(it) {
  return h('span', { title: `${it.role} ${it.id}` });
}

function updateChip(element, it) {
  const name = it.role === 'producer' ? `↑ ${it.source ?? it.kind}` : `↓ ${it.from ? `${it.from}: ` : ''}${it.source ?? it.kind}`;
  const simulcast = it.type === 'simple' ? '' : it.type;
  const layers = it.kind === 'video' && it.layers ? `layer ${it.layers}` : '';
  const extra = it.role === 'producer' ? simulcast : layers || simulcast;
  element.className = `chip ${it.role} ${it.kind}`;
  element.classList.toggle('paused', it.paused);
  element.textContent = [name, extra, it.paused ? 'paused' : ''].filter(Boolean).join(' · ');
}
