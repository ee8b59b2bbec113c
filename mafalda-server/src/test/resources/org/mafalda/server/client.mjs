// A ROPE client written from docs/rope-protocol.md alone: holds the objects of a media box, calls them, hears their events.
// Usage: node --experimental-websocket client.mjs ws://127.0.0.1:4443/rope

class Client {
  constructor(url) {
    this.socket = new WebSocket(url, ['rope.v1+json']);
    this.objects = new Map(); // wire id → {id, type, state, collections: {name: Map(key → id)}}
    this.calls = new Map();
    this.listeners = [];
    this.lastId = 0;
    this.socket.onmessage = frame => [JSON.parse(frame.data)].flat().forEach(message => this.take(message));
    this.socket.onclose = event => this.calls.forEach(call => call.reject(new Error(`closed ${event.code}`)));
  }

  open() {
    return new Promise((resolve, reject) => {
      this.ready = resolve;
      this.socket.onerror = () => reject(new Error('no connection'));
      this.socket.onopen = () =>
        this.request('rope.hello', { contract: 'mediasoup', version: 1, client: 'node-test' }).catch(reject);
    });
  }

  request(method, params) {
    const id = ++this.lastId;
    this.send({ id, method, params });
    return new Promise((resolve, reject) => this.calls.set(id, { resolve, reject }));
  }

  call(target, method, ...args) { return this.request(method, [target, ...args]); }
  oneWay(target, method, ...args) { this.send({ method, params: [target, ...args] }); }
  send(message) { this.socket.send(JSON.stringify({ jsonrpc: '2.0', ...message })); }

  take({ id, method, params, result, error }) {
    if (method === 'rope.snapshot') {
      this.root = params.root;
      params.objects.forEach(object => this.create(object));
      if (params.last) this.ready();
    } else if (method === 'rope.change') {
      this.change(params);
    } else if (!method) {
      const call = this.calls.get(id);
      this.calls.delete(id);
      error ? call.reject(Object.assign(new Error(error.message), error)) : call.resolve(result);
    }
  }

  create({ id, type, state, in: places }) {
    this.objects.set(id, { id, type, state, collections: {} });
    places.forEach(([parent, collection, key]) => this.enter(parent, collection, key, id));
  }

  enter(parent, collection, key, id) {
    (this.objects.get(parent).collections[collection] ??= new Map()).set(key, id);
  }

  change({ of, set = {}, created = [], entered = [], left = [], closed, event }) {
    const object = this.objects.get(of);
    Object.assign(object?.state ?? {}, set);
    created.forEach(one => this.create(one));
    entered.forEach(([collection, key, id]) => this.enter(of, collection, key, id));
    left.forEach(([collection, key]) => object.collections[collection]?.delete(key));
    if (event) this.listeners.forEach(listener => listener(object, event[0], event[1]));
    if (closed) this.objects.delete(of);
  }

  on(name) {
    return new Promise(resolve => this.listeners.push((object, event, value) => event === name && resolve({ object, value })));
  }
}

const client = new Client(process.argv[2]);
await client.open();
console.log('version', client.objects.get(client.root).state.version);

const announced = client.on('onNewWorker');
const worker = await client.call(client.root, 'createWorker',
  { logLevel: 'error', logTags: [], placement: { labels: {} }, appData: { from: 'node' } });
console.log('event', (await announced).value.worker === worker);
console.log('appData', client.objects.get(worker).state.appData.from);
console.log('pid', (await client.call(worker, 'dump')).pid === client.objects.get(worker).state.pid);

const refused = await client.call(worker, 'createRouter',
  { mediaCodecs: [{ kind: 'audio', mimeType: 'audio/chicken', clockRate: 8000, parameters: {}, rtcpFeedback: [] }], appData: {} })
  .catch(error => error);
console.log('failure', refused.code, refused.data?.name);

const closed = client.on('onClose');
client.oneWay(worker, 'close');
console.log('closed', (await closed).value.reason.$type);
client.send({ method: 'rope.bye', params: {} });
client.socket.close(1000);
