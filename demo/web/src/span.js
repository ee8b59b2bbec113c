// The drawing of a router that spans workers: its part on each worker, and the pipes between them with their rates.

const WIDTH = 336;
const PART_WIDTH = 178;
const PART_HEIGHT = 46;
const GAP = 14;
const NS = 'http://www.w3.org/2000/svg';

function svg(name, attributes, ...children) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Bytes per second, for people. */
export function rate(bitrate) {
  const bytes = bitrate / 8;
  return bytes < 1000 ? `${Math.round(bytes)} B/s` : bytes < 1e6 ? `${(bytes / 1000).toFixed(bytes < 1e4 ? 1 : 0)} kB/s` : `${(bytes / 1e6).toFixed(1)} MB/s`;
}

/** One per pair of workers: the pipes from one to the other. */
function bundles(pipes) {
  const all = new Map();
  for (const pipe of pipes) {
    const key = `${pipe.from}→${pipe.to}`;
    const bundle = all.get(key) ?? { key, from: pipe.from, to: pipe.to, streams: 0, idle: 0, bitrate: 0, names: [] };
    bundle.streams += 1;
    bundle.idle += pipe.users === 0 ? 1 : 0;
    bundle.bitrate += pipe.bitrate;
    bundle.names.push([pipe.peer, pipe.source].filter(Boolean).join(': ') || pipe.producerId || 'data');
    all.set(key, bundle);
  }
  return [...all.values()];
}

function drawPart(part, row) {
  const y = row * (PART_HEIGHT + GAP);
  const load = Math.min(1, part.load);
  const name = part.pid ? `Worker ${part.pid}` : `Worker ${part.workerId.slice(0, 8)}`;
  return svg(
    'g',
    { class: 'part', transform: `translate(0 ${y})`, 'data-worker': part.workerId, 'data-pid': part.pid ?? '' },
    svg('title', {}, `Router ${part.id} on worker ${part.workerId}`),
    svg('rect', { width: PART_WIDTH, height: PART_HEIGHT, rx: 9 }),
    svg('rect', { class: 'load', x: 0, y: PART_HEIGHT - 4, width: (PART_WIDTH * load).toFixed(1), height: 4, rx: 2 }),
    svg('text', { x: 10, y: 18 }, `${name} · ${Math.round(part.load * 100)} %`),
    svg('text', { class: 'minor', x: 10, y: 34 }, part.tabs.join(', ') || 'nobody'),
  );
}

function drawBundle(bundle, rows, index) {
  const middle = (id) => rows.get(id) * (PART_HEIGHT + GAP) + PART_HEIGHT / 2;
  const [from, to] = [middle(bundle.from), middle(bundle.to)];
  const down = to > from;
  const shift = down ? 6 : -6;
  const bend = PART_WIDTH + 22 + Math.min(60, Math.abs(to - from) * 0.35) + (index % 3) * 5;
  const label = `${bundle.streams} × · ${rate(bundle.bitrate)}`;
  return svg(
    'g',
    { class: bundle.idle === bundle.streams ? 'pipe idle' : 'pipe', 'data-streams': bundle.streams, 'data-bitrate': bundle.bitrate },
    svg('title', {}, bundle.names.join('\n')),
    svg('path', { d: `M ${PART_WIDTH} ${from + shift} C ${bend} ${from + shift}, ${bend} ${to - shift}, ${PART_WIDTH + 7} ${to - shift}`, 'marker-end': 'url(#arrow)' }),
    svg('text', { x: bend - 8, y: (from + to) / 2 + (down ? -3 : 11) }, `${down ? '↓' : '↑'} ${label}`),
  );
}

const arrow = () =>
  svg('defs', {}, svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: 'auto' }, svg('path', { d: 'M 0 0 L 8 4 L 0 8 z' })));

/** Draws what a router consists of into an element, in place of what was there. */
export function drawSpan(element, { parts, pipes }) {
  const rows = new Map(parts.map((part, row) => [part.id, row]));
  const drawn = bundles(pipes).filter(({ from, to }) => rows.has(from) && rows.has(to));
  const height = parts.length * (PART_HEIGHT + GAP) - GAP;
  element.replaceChildren(
    svg(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${Math.max(height, PART_HEIGHT)}`, role: 'img', 'aria-label': `${parts.length} workers, ${pipes.length} pipes` },
      arrow(),
      ...drawn.map((bundle, index) => drawBundle(bundle, rows, index)),
      ...parts.map(drawPart),
    ),
  );
}
