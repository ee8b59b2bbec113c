/**
 * A data producer or data consumer of mediasoup-client. Messages are `{text}` or `{bytes}`, a list of numbers, because
 * that is what JSON can carry.
 */
export class DataChannel {
  opened;
  #entry;
  #messages = [];
  #wake = () => {};

  constructor(entry) {
    this.#entry = entry;
    this.opened = entry.readyState === 'open' ? Promise.resolve() : new Promise((resolve) => entry.on('open', resolve));
    if ('binaryType' in entry) {
      entry.binaryType = 'arraybuffer';
      entry.on('message', (message) => {
        this.#messages.push(typeof message === 'string' ? { text: message } : { bytes: [...new Uint8Array(message)] });
        this.#wake();
      });
    }
  }

  get waiting() {
    return this.#messages.length;
  }

  send({ text, bytes }) {
    this.#entry.send(text ?? new Uint8Array(bytes));
  }

  async next(count) {
    while (this.#messages.length < count) {
      await new Promise((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#messages.splice(0, count);
  }
}
