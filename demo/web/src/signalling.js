// One WebSocket to the conference server: requests with answers, notices, and a new connection when it breaks.

const RETRY_MILLIS = [300, 600, 1200, 2400, 4000];
const ANSWER_MILLIS = 15_000;
const PING_MILLIS = 20_000;

/** A request that the server refused, or that it did not answer. */
export class RequestError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

/** Events: `open`, `lost` (after an open one) and one per notice, with its data as `detail`. */
export class Signalling extends EventTarget {
  #url;
  #socket;
  #nextId = 1;
  #waiting = new Map();
  #attempt = 0;

  constructor(url) {
    super();
    this.#url = url;
    this.#connect();
    setInterval(() => this.connected && this.request('ping', {}).catch(() => {}), PING_MILLIS);
  }

  get connected() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Resolves to the data of the answer; rejects with a RequestError. */
  request(method, data) {
    if (!this.connected) {
      return Promise.reject(new RequestError('ConnectionLost', 'The conference server cannot be reached.'));
    }
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new RequestError('Timeout', `The conference server did not answer (${method}).`));
      }, ANSWER_MILLIS);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ id, method, data }));
    });
  }

  #connect() {
    const socket = new WebSocket(this.#url);
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#attempt = 0;
      this.dispatchEvent(new Event('open'));
    };
    socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    socket.onclose = () => {
      for (const { reject, timer } of this.#waiting.values()) {
        clearTimeout(timer);
        reject(new RequestError('ConnectionLost', 'The connection to the conference server broke.'));
      }
      this.#waiting.clear();
      const wait = RETRY_MILLIS[Math.min(this.#attempt++, RETRY_MILLIS.length - 1)];
      setTimeout(() => this.#connect(), wait);
      this.dispatchEvent(new CustomEvent('lost', { detail: { opened } }));
    };
    this.#socket = socket;
  }

  #take(message) {
    if (message.notice) {
      this.dispatchEvent(new CustomEvent(message.notice, { detail: message.data }));
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (!waiting) {
      return;
    }
    this.#waiting.delete(message.id);
    clearTimeout(waiting.timer);
    if (message.error) {
      waiting.reject(new RequestError(message.error.name, message.error.message));
    } else {
      waiting.resolve(message.data);
    }
  }
}
