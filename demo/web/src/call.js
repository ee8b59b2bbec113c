// One stay in a room: the device, one transport per direction, what is sent and what is received.

import { Device } from 'mediasoup-client';

const CAMERA_ENCODINGS = [
  { scaleResolutionDownBy: 2, maxBitrate: 160_000, scalabilityMode: 'L1T2' },
  { scaleResolutionDownBy: 1, maxBitrate: 800_000, scalabilityMode: 'L1T2' },
];
const SCREEN_ENCODINGS = [{ maxBitrate: 2_500_000 }];
const ICE_RESTARTS = 2;

const NOTICES = ['peerJoined', 'peerLeft', 'newProducer', 'producerClosed', 'producerPaused', 'producerResumed', 'consumerClosed', 'transportLost'];

/**
 * Events: `peer` {id, name}, `peerleft` {id}, `track` {peerId, producerId, source, track, paused},
 * `trackended` {peerId, producerId, source}, `paused` {peerId, source, paused}, `media` {state}, `failure` {message}.
 */
export class Call extends EventTarget {
  #signalling;
  #device;
  #sending;
  #receiving;
  #producers = new Map();
  #consumers = new Map();
  #peers = new Map();
  /** What the others send, by producer id, whether it is received or not. */
  #offers = new Map();
  #closed = false;
  #iceRestarts = ICE_RESTARTS;
  #forget = new AbortController();

  constructor(signalling) {
    super();
    this.#signalling = signalling;
  }

  /** Enters the room and begins to receive the others. */
  async join(room, name) {
    const early = [];
    let ready = false;
    for (const notice of NOTICES) {
      const handle = ({ detail }) => (ready ? this[`_${notice}`](detail) : early.push([notice, detail]));
      this.#signalling.addEventListener(notice, handle, { signal: this.#forget.signal });
    }
    try {
      const joined = await this.#signalling.request('join', { room, name });
      this.#device = await Device.factory();
      await this.#device.load({ routerRtpCapabilities: joined.routerRtpCapabilities });
      [this.#sending, this.#receiving] = await Promise.all([this.#openTransport('send'), this.#openTransport('recv')]);
      joined.peers.forEach((peer) => this._peerJoined(peer));
      ready = true;
      early.forEach(([notice, detail]) => this[`_${notice}`](detail));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Sends a track; an earlier one of the same source is replaced. */
  async publish(source, track) {
    const options = { track, stopTracks: false, appData: { source } };
    if (source === 'camera') {
      options.encodings = CAMERA_ENCODINGS;
      options.codecOptions = { videoGoogleStartBitrate: 600 };
    } else if (source === 'screen') {
      options.encodings = SCREEN_ENCODINGS;
    } else {
      options.codecOptions = { opusStereo: source === 'screen-audio', opusFec: true };
    }
    await this.unpublish(source);
    const producer = await this.#sending.produce(options);
    this.#producers.set(source, producer);
  }

  async unpublish(source) {
    const producer = this.#producers.get(source);
    if (producer) {
      this.#producers.delete(source);
      producer.close();
      await this.#quietly('closeProducer', { producerId: producer.id });
    }
  }

  async setPaused(source, paused) {
    const producer = this.#producers.get(source);
    if (producer) {
      paused ? producer.pause() : producer.resume();
      await this.#signalling.request(paused ? 'pauseProducer' : 'resumeProducer', { producerId: producer.id });
    }
  }

  /** What arrives: one entry per consumer, with the browser's own counters. */
  async stats() {
    if (this.#closed || !this.#receiving) {
      return [];
    }
    const inbound = new Map();
    for (const report of (await this.#receiving.getStats()).values()) {
      if (report.type === 'inbound-rtp' && report.mid !== 'probator') {
        inbound.set(report.mid, report);
      }
    }
    return [...this.#consumers.values()].map(({ consumer, peerId, source }) => {
      const report = inbound.get(consumer.rtpParameters.mid) ?? {};
      return {
        peerId,
        peer: this.#peers.get(peerId)?.name,
        source,
        kind: consumer.kind,
        packetsReceived: report.packetsReceived ?? 0,
        packetsLost: report.packetsLost ?? 0,
        framesDecoded: report.framesDecoded ?? 0,
        framesPerSecond: report.framesPerSecond ?? 0,
        width: report.frameWidth ?? 0,
        height: report.frameHeight ?? 0,
        audioLevel: report.audioLevel ?? 0,
      };
    });
  }

  /** Leaves the room in the browser; with a server that is still there, in the room as well. */
  close() {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#forget.abort();
    this.#sending?.close();
    this.#receiving?.close();
    if (this.#signalling.connected) {
      this.#quietly('leave', {});
    }
  }

  async #openTransport(direction) {
    const data = { direction };
    if (direction === 'recv') {
      data.rtpCapabilities = this.#device.recvRtpCapabilities;
    }
    return this.#transport(direction, await this.#signalling.request('createTransport', data));
  }

  #transport(direction, parameters) {
    const transport = direction === 'send'
      ? this.#device.createSendTransport(parameters)
      : this.#device.createRecvTransport(parameters);
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      this.#signalling.request('connectTransport', { transportId: transport.id, dtlsParameters }).then(done, failed);
    });
    transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
      const request = { transportId: transport.id, kind, rtpParameters, source: appData.source };
      this.#signalling.request('produce', request).then(done, failed);
    });
    transport.on('connectionstatechange', (state) => this.#mediaState(transport, state));
    return transport;
  }

  async #mediaState(transport, state) {
    this.#emit('media', { state });
    if (state === 'connected') {
      this.#iceRestarts = ICE_RESTARTS;
    }
    if (state !== 'failed' || this.#closed || this.#iceRestarts-- <= 0) {
      return;
    }
    try {
      const { iceParameters } = await this.#signalling.request('restartIce', { transportId: transport.id });
      await transport.restartIce({ iceParameters });
    } catch (error) {
      this.#emit('failure', { message: `The media connection could not be restored: ${error.message}` });
    }
  }

  /** Receives what a producer sends, through the consumer that the server has for it, or through a new one. */
  async #consume(producerId, given) {
    const receiving = this.#receiving;
    const { peerId, source, paused } = this.#offers.get(producerId);
    if (receiving.closed) {
      // It will be consumed on the transport that takes its place.
      return;
    }
    try {
      const answer = given ?? await this.#signalling.request('consume', { producerId });
      const consumer = await receiving.consume({
        id: answer.id,
        producerId,
        kind: answer.kind,
        rtpParameters: answer.rtpParameters,
        streamId: `${peerId}-${source.startsWith('screen') ? 'screen' : 'main'}`,
      });
      if (this.#closed || !this.#offers.has(producerId)) {
        consumer.close();
        return;
      }
      this.#consumers.set(consumer.id, { consumer, peerId, source });
      this.#emit('track', { peerId, producerId, source, track: consumer.track, paused });
      await this.#signalling.request('resumeConsumer', { consumerId: consumer.id });
    } catch (error) {
      // A producer that closed in the meantime is no failure.
      if (!this.#closed && !receiving.closed && error.name !== 'NotFoundException' && error.name !== 'InvalidStateException') {
        const name = this.#peers.get(peerId)?.name ?? 'somebody';
        this.#emit('failure', { message: `What ${name} sends cannot be shown: ${error.message}` });
      }
    }
  }

  _peerJoined({ id, name, producers }) {
    this.#peers.set(id, { name });
    this.#emit('peer', { id, name });
    producers.forEach((producer) => this._newProducer({ peerId: id, producer }));
  }

  _peerLeft({ peerId }) {
    for (const [id, { consumer, peerId: owner }] of this.#consumers) {
      if (owner === peerId) {
        consumer.close();
        this.#consumers.delete(id);
      }
    }
    for (const [id, { peerId: owner }] of this.#offers) {
      if (owner === peerId) {
        this.#offers.delete(id);
      }
    }
    this.#peers.delete(peerId);
    this.#emit('peerleft', { id: peerId });
  }

  _newProducer({ peerId, producer }) {
    this.#offers.set(producer.id, { ...producer, peerId });
    this.#consume(producer.id);
  }

  _producerClosed({ producerId }) {
    this.#offers.delete(producerId);
    for (const [id, { consumer }] of this.#consumers) {
      if (consumer.producerId === producerId) {
        this._consumerClosed({ consumerId: id });
      }
    }
  }

  _consumerClosed({ consumerId }) {
    const entry = this.#consumers.get(consumerId);
    if (entry) {
      this.#consumers.delete(consumerId);
      entry.consumer.close();
      this.#emit('trackended', { peerId: entry.peerId, producerId: entry.consumer.producerId, source: entry.source });
    }
  }

  _producerPaused({ peerId, producerId }) {
    this.#producerState(peerId, producerId, true);
  }

  _producerResumed({ peerId, producerId }) {
    this.#producerState(peerId, producerId, false);
  }

  #producerState(peerId, producerId, paused) {
    const offer = this.#offers.get(producerId);
    if (offer) {
      offer.paused = paused;
    }
    for (const { consumer, source } of this.#consumers.values()) {
      if (consumer.producerId === producerId) {
        this.#emit('paused', { peerId, source, paused });
      }
    }
  }

  /** The worker below a transport has gone, the room lives on: another transport carries what the lost one did. */
  async _transportLost({ transportId, replacement, consumers }) {
    const lost = [this.#sending, this.#receiving].find((transport) => transport?.id === transportId);
    if (!lost) {
      return;
    }
    lost.close();
    this.#emit('media', { state: 'disconnected' });
    try {
      const { direction } = lost;
      const other = replacement ? this.#transport(direction, replacement) : await this.#openTransport(direction);
      if (direction === 'send') {
        const sent = [...this.#producers];
        this.#producers.clear();
        this.#sending = other;
        await Promise.all(sent.map(([source, producer]) => this.#publishAgain(source, producer)));
      } else {
        const moved = new Map(consumers.map((consumer) => [consumer.producerId, consumer]));
        this.#consumers.clear();
        this.#receiving = other;
        [...this.#offers.keys()].forEach((producerId) => this.#consume(producerId, moved.get(producerId)));
      }
    } catch (error) {
      this.#emit('failure', { message: `The media connection could not be made anew: ${error.message}` });
    }
  }

  async #publishAgain(source, { track, paused }) {
    await this.publish(source, track);
    if (paused) {
      await this.setPaused(source, true);
    }
  }

  async #quietly(method, data) {
    try {
      await this.#signalling.request(method, data);
    } catch {
      // The server has closed it already, or is gone and closes it by itself.
    }
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
