// A ROPE client written from docs/rope-protocol.md alone, under rope.v1+json: it mirrors, calls, hears, resumes.
// Driven over standard input and output as exchanges/README.md says.
// Usage: node --experimental-websocket example-client.mjs
import { createInterface } from 'node:readline';

const say = line => console.log(JSON.stringify(line));
const CONTROL = ['rope.ack', 'rope.fault', 'rope.bye'];
const EMPTY = { House: { rooms: [] }, Room: { lamps: [] } };
const FAILURES = { '-32001': 'ObjectClosedException', '-32002': 'ForbiddenException', '-32004': 'ProtocolException' };
const RETRY_MILLIS = 50;

class Client {
  objects = new Map(); // wire id → {id, type, state, collections: {name: Map(key → id)}}
  calls = new Map(); // request id → {name, message}; sent, and not answered
  unacknowledged = []; // numbered messages, the first of which has the number acknowledged + 1
  acknowledged = 0;
  received = 0;
  told = 0;
  lastId = 0;
  written = new Set(); // numbered messages that the session has written, so that they may have been received
  closing = new Set(); // wire ids of what the application has closed
  hearers = new Map(); // name → {id, event, onDemand}

  constructor({ connect, codec, ...credentials }) {
    this.url = connect;
    this.credentials = credentials; // token, name, secret, lease
    this.connect();
  }

  // ---- connections

  connect() {
    const socket = new WebSocket(this.url, ['rope.v1+json']);
    this.socket = socket;
    this.open = false;
    socket.onopen = () => this.hello(socket);
    socket.onmessage = frame => socket === this.socket && this.frame(socket, frame.data);
    socket.onclose = event => socket === this.socket && this.lost(event.code);
  }

  hello(socket) {
    this.helloId = ++this.lastId;
    const again = this.session && !this.sessionEnded && { session: this.session.session, key: this.session.key };
    const count = again && !this.mustNotResume && { received: this.received };
    this.write(socket, { id: this.helloId, method: 'rope.hello', params: { contract: 'rooms', version: 1, ...this.credentials, ...again, ...count } });
  }

  lost(code) {
    this.open = false;
    clearInterval(this.beating);
    if (this.ended || [4401, 4403, 4409].includes(code)) {
      if (!this.ended) say({ connection: 'failed' });
      this.ended = true;
      return;
    }
    this.sessionEnded = code === 1000;
    this.mustNotResume = [1000, 1009, 4400].includes(code);
    setTimeout(() => this.connect(), RETRY_MILLIS);
  }

  /** Leaves a connection without waiting for the other side, which may be gone. */
  leave(socket, code) {
    this.socket = undefined;
    socket.close(code);
    this.lost(code);
  }

  greeted(socket, answer) {
    const before = this.session;
    this.session = answer;
    if (answer.resumed) {
      this.drop(answer.received);
      this.unacknowledged.forEach(message => this.writeNumbered(message));
      this.opened(answer);
      say({ connection: 'resumed' });
      return;
    }
    const sameEpoch = before?.epoch === answer.epoch;
    const unsent = [...this.calls.values()].filter(({ message }) => sameEpoch && !this.written.has(message));
    this.calls.forEach(call => unsent.includes(call)
      || say({ call: call.name, failure: sameEpoch ? 'OutcomeUnknownException' : 'StateLostException' }));
    this.calls.clear();
    this.unsent = unsent;
    if (!sameEpoch) this.closing.clear();
    this.unacknowledged = [];
    this.written.clear();
    this.acknowledged = this.received = this.told = 0;
    this.objects = new Map();
    this.recovery = before && (before.epoch === answer.epoch ? 'resynced' : 'restarted');
  }

  opened({ heartbeat }) {
    this.open = true;
    this.heard = Date.now();
    clearInterval(this.beating);
    this.beating = setInterval(() => {
      if (Date.now() - this.heard > 3 * heartbeat) this.leave(this.socket, 4408);
      else this.acknowledge();
    }, heartbeat / 2);
  }

  // ---- what goes

  write(socket, message) { socket.send(JSON.stringify({ jsonrpc: '2.0', ...message })); }

  send(message) {
    if (!message.lossy) this.unacknowledged.push(message);
    if (this.open) message.lossy ? this.write(this.socket, message) : this.writeNumbered(message);
  }

  writeNumbered(message) {
    this.written.add(message);
    this.write(this.socket, message);
  }

  request(call) {
    this.calls.set(call.message.id, call);
    this.send(call.message);
  }

  acknowledge() {
    this.told = this.received;
    this.write(this.socket, { method: 'rope.ack', params: [this.received] });
  }

  drop(count) {
    this.unacknowledged.splice(0, count - this.acknowledged).forEach(message => this.written.delete(message));
    this.acknowledged = count;
  }

  // ---- what comes

  frame(socket, text) {
    this.heard = Date.now();
    let messages;
    try {
      messages = [JSON.parse(text)].flat();
    } catch {
      this.leave(socket, 4400);
      return;
    }
    messages.forEach(message => this.take(socket, message));
    if (this.open && this.received - this.told >= 256) this.acknowledge();
  }

  take(socket, { id, method, params, result, error, lossy }) {
    if (!method && id === this.helloId) {
      error ? this.leave(socket, 4401) : this.greeted(socket, result);
      return;
    }
    if (!lossy && !CONTROL.includes(method)) this.received++;
    switch (method) {
      case undefined: this.answered(id, result, error); break;
      case 'rope.snapshot': this.snapshot(params); break;
      case 'rope.change': this.change(params); break;
      case 'rope.event': this.event(...params); break;
      case 'rope.ack': this.drop(params[0]); break;
      case 'rope.bye': this.leave(socket, 1000); break;
    }
  }

  answered(id, result, error) {
    const name = this.calls.get(id)?.name;
    this.calls.delete(id);
    if (error) say({ call: name, failure: error.data?.name ?? FAILURES[error.code] ?? 'RemoteFailureException' });
    else if (name) say({ call: name, result: this.objects.has(result) ? this.path(result) : result });
  }

  snapshot({ root, objects, last }) {
    this.root = root;
    objects.forEach(object => this.create(object));
    if (!last) return;
    this.opened(this.session);
    if (this.recovery) say({ connection: this.recovery });
    this.closing.forEach(id => this.objects.has(id) ? this.send({ method: 'close', params: [id] }) : this.closing.delete(id));
    this.unsent.forEach(call => {
      if (this.objects.has(call.message.params[0])) this.request(call);
      else say({ call: call.name, failure: 'StateLostException' });
    });
  }

  create({ id, type, state, in: places }) {
    this.objects.set(id, { id, type, state, collections: {} });
    places.forEach(([parent, collection, key]) => this.enter(parent, collection, key, id));
  }

  enter(parent, collection, key, id) {
    (this.objects.get(parent).collections[collection] ??= new Map()).set(key, id);
  }

  change({ of, set, created, entered, left, closed, event }) {
    const object = this.objects.get(of);
    if (!object) return;
    left?.forEach(([collection, key]) => object.collections[collection]?.delete(key));
    created?.forEach(one => this.create(one));
    entered?.forEach(([collection, key, id]) => this.enter(of, collection, key, id));
    Object.assign(object.state, set);
    if (closed) this.objects.delete(of), this.closing.delete(of);
    if (event) this.event(of, ...event);
  }

  event(id, name, value) {
    this.hearers.forEach((hearer, as) => hearer.id === id && hearer.event === name && say({ event: as, value }));
  }

  // ---- objects by their paths

  find(path) {
    let id = this.root;
    const parts = path.split('/').filter(part => part);
    for (let i = 0; i < parts.length; i += 2) id = this.objects.get(id).collections[parts[i]].get(parts[i + 1]);
    return id;
  }

  path(wanted, from = this.root, prefix = '') {
    if (wanted === from) return prefix || '/';
    for (const [name, members] of Object.entries(this.objects.get(from).collections)) {
      for (const [key, id] of members) {
        const path = this.path(wanted, id, `${prefix}/${name}/${key}`);
        if (path) return path;
      }
    }
    return null;
  }

  state(id = this.root) {
    const { type, state, collections } = this.objects.get(id);
    const members = Object.entries({ ...EMPTY[type], ...collections }).map(([name, ids]) =>
      [name, Object.fromEntries([...ids].map(([key, member]) => [key, this.state(member)]))]);
    return { ...state, ...(type === 'Lamp' && { room: this.path(state.room) }), ...Object.fromEntries(members) };
  }

  // ---- what the application does

  forbids(type, method) {
    return this.session.forbidden.some(one => {
      const [forbiddenType, forbiddenMethod] = one.split('.');
      return ['*', type].includes(forbiddenType) && ['*', method].includes(forbiddenMethod);
    });
  }

  act(line) {
    const [[verb, name]] = Object.entries(line);
    const { on, method, args, as } = line;
    switch (verb) {
      case 'call': {
        const target = this.find(on);
        if (this.forbids(this.objects.get(target).type, method)) {
          say({ call: name, failure: 'ForbiddenException' });
          break;
        }
        const values = method === 'match' ? args.map(path => this.find(path)) : args;
        const message = { id: ++this.lastId, method, params: [target, ...values] };
        this.request({ name, message });
        break;
      }
      case 'abandon':
        this.calls.forEach((call, id) => call.name === name && this.send({ method: 'rope.abandon', params: { id } }));
        break;
      case 'send': {
        const lossy = name === 'blink' && { lossy: true };
        if (name === 'close') this.closing.add(this.find(on));
        this.send({ method: name, ...lossy, params: [this.find(on), ...args] });
        break;
      }
      case 'hear':
      case 'listen': {
        const id = this.find(on);
        this.hearers.set(as, { id, event: name });
        if (verb === 'listen') this.send({ method: 'rope.listen', params: [id, name] });
        say({ hears: as });
        break;
      }
      case 'unlisten': {
        const { id, event } = this.hearers.get(name);
        this.hearers.delete(name);
        this.send({ method: 'rope.unlisten', params: [id, event] });
        break;
      }
      case 'state':
        say({ state: this.objects.has(this.root) ? this.state() : {} });
        break;
      case 'close':
        this.ended = true;
        this.write(this.socket, { method: 'rope.bye', params: {} });
        this.socket.close(1000);
        break;
    }
  }
}

let client;
createInterface({ input: process.stdin })
  .on('line', text => {
    const line = JSON.parse(text);
    if (line.connect) client = new Client(line);
    else client.act(line);
  })
  .on('close', () => process.exit(0));
