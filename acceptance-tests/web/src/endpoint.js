// A WebRTC endpoint for tests: a mediasoup-client device, what it sends and what arrives. The test calls the functions of
// the global `endpoint` and waits for their results; the binding `answer(request, data)` asks the test in turn.

import { Device } from 'mediasoup-client';
import { DataChannel } from './data.js';
import { Frames } from './frames.js';
import { Tone } from './tone.js';

let device;
let deadline;
const transports = new Map();
const producers = new Map();
const consumers = new Map();
const frames = new Map();
const tones = new Map();
const channels = new Map();

/** Rejects when the promise has not settled in time, saying what was waited for. */
function inTime(promise, what) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Not in ${deadline} ms: ${what()}`)), deadline);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function produce(transportId, options) {
  const producer = await transports.get(transportId).produce(options);
  producers.set(producer.id, producer);
  return producer.id;
}

/** Chromium decodes sound only as long as somebody listens. */
function play(track) {
  const audio = new Audio();
  audio.srcObject = new MediaStream([track]);
  audio.play();
}

function addChannel(entry) {
  channels.set(entry.id, new DataChannel(entry));
  return inTime(channels.get(entry.id).opened, () => `open data channel, is ${entry.readyState}`);
}

globalThis.endpoint = {
  /** Gets ready for a router; returns what the browser can receive from it. */
  async load(routerRtpCapabilities, deadlineMillis) {
    deadline = deadlineMillis;
    device = await Device.factory();
    await device.load({ routerRtpCapabilities });
    return device.recvRtpCapabilities;
  },

  /** Connects with a transport of the router, when it is first used. */
  openTransport(direction, parameters) {
    const transport =
      direction === 'send' ? device.createSendTransport(parameters) : device.createRecvTransport(parameters);
    const forward = (request) => (data, done, failed) =>
      answer(request, JSON.stringify({ transportId: transport.id, ...data })).then((id) => done({ id }), failed);
    transport.on('connect', forward('connect'));
    transport.on('produce', forward('produce'));
    transport.on('producedata', forward('produceData'));
    transports.set(transport.id, transport);
  },

  /** Resolves when the new parameters are negotiated; the connection follows. */
  async restartIce(transportId, iceParameters) {
    await transports.get(transportId).restartIce({ iceParameters });
  },

  closeTransport(transportId) {
    transports.get(transportId).close();
  },

  /** Sends the fake camera. */
  async sendVideo(transportId, { mimeType, width, height, frameRate, encodings }) {
    const video = { width: { exact: width }, height: { exact: height }, frameRate: { exact: frameRate } };
    const stream = await navigator.mediaDevices.getUserMedia({ video });
    const id = await produce(transportId, {
      track: stream.getVideoTracks()[0],
      encodings,
      codec: device.sendRtpCapabilities.codecs.find((codec) => codec.mimeType.toLowerCase() === mimeType.toLowerCase()),
      // Enough for all layers from the first frame on, however late a busy machine's packets are.
      codecOptions: { videoGoogleStartBitrate: 1000, videoGoogleMinBitrate: 1000 },
    });
    // A busy machine may cost frames, but not the size that is waited for.
    const { rtpSender } = producers.get(id);
    await rtpSender.setParameters({ ...rtpSender.getParameters(), degradationPreference: 'maintain-resolution' });
    return id;
  },

  /** Sends the streams up to that one only. */
  setMaxSpatialLayer: (producerId, layer) => producers.get(producerId).setMaxSpatialLayer(layer),

  /** Sends a tone of that frequency and gain. */
  async sendTone(transportId, { frequency, gain }) {
    const tone = new Tone(frequency, gain);
    const id = await produce(transportId, { track: tone.track, codecOptions: { opusDtx: false } });
    tones.set(id, tone);
    return id;
  },

  setGain(producerId, gain) {
    tones.get(producerId).setGain(gain);
  },

  /** Receives a consumer of the router. */
  async receive(transportId, parameters) {
    const consumer = await transports.get(transportId).consume(parameters);
    consumers.set(consumer.id, consumer);
    if (consumer.kind === 'audio') {
      play(consumer.track);
    }
    frames.set(consumer.id, new Frames(consumer.track));
  },

  /** The next video frames that arrive. */
  nextFrames(consumerId, count) {
    const reader = frames.get(consumerId);
    return inTime(reader.next(count), () => `${count} frames, after ${reader.count}`);
  },

  /** Resolves when that many frames of that width have arrived in a row. */
  framesOfWidth(consumerId, width, count) {
    const reader = frames.get(consumerId);
    const sized = reader.until(count, (frame) => frame.width === width);
    return inTime(sized, () => `${count} frames ${width} wide, after ${reader.count}, ${JSON.stringify(reader.last)}`);
  },

  /** Resolves when that many blocks of samples of such a loudness have arrived in a row. */
  samplesOfLoudness(consumerId, least, most, count) {
    const reader = frames.get(consumerId);
    const heard = reader.until(count, ({ loudness }) => least <= loudness && loudness <= most);
    return inTime(heard, () => `${count} blocks of loudness ${least} to ${most}, ${JSON.stringify(reader.last)}`);
  },

  /** How many packets of a consumer have arrived, as the browser counts. */
  async packetsReceived(consumerId) {
    const reports = [...(await consumers.get(consumerId).getStats()).values()];
    return reports.find(({ type, mid }) => type === 'inbound-rtp' && mid !== 'probator').packetsReceived;
  },

  /** The pair of candidates that a transport uses, seen from the browser; null while there is none. */
  async selectedPair(transportId) {
    const reports = await transports.get(transportId).getStats();
    const transport = [...reports.values()].find((report) => report.type === 'transport');
    const pair = reports.get(transport.selectedCandidatePairId);
    const local = reports.get(pair?.localCandidateId);
    const remote = reports.get(pair?.remoteCandidateId);
    return local && remote
      ? { protocol: remote.protocol, port: remote.port, localPort: local.port, usernameFragment: remote.usernameFragment }
      : null;
  },

  /** Opens a data channel to the router. */
  async sendData(transportId, options) {
    const producer = await transports.get(transportId).produceData(options);
    await addChannel(producer);
    return producer.id;
  },

  /** Opens a data channel for a data consumer of the router. */
  async receiveData(transportId, parameters) {
    const consumer = await transports.get(transportId).consumeData(parameters);
    await addChannel(consumer);
  },

  send(dataProducerId, messages) {
    messages.forEach((message) => channels.get(dataProducerId).send(message));
  },

  /** The next messages of a data consumer. */
  nextMessages(dataConsumerId, count) {
    const channel = channels.get(dataConsumerId);
    return inTime(channel.next(count), () => `${count} messages, has ${channel.waiting}`);
  },
};
