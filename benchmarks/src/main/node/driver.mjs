// Upstream's Node driver, measured. One command a line on standard input, "MEASURE COUNT"; one figure a line on
// standard output. The work is that of DriverWork.java, measure by measure.
import * as readline from 'node:readline';
import * as mediasoup from 'mediasoup';

const IN_FLIGHT = 64;
const CONSUMERS = 500;
const WINDOW = 256;
const LISTEN = { protocol: 'udp', ip: '127.0.0.1' };

const MEDIA_CODECS = [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90000 },
];
const AUDIO = {
    kind: 'audio',
    rtpParameters: {
        mid: 'AUDIO',
        codecs: [
            {
                mimeType: 'audio/opus',
                payloadType: 111,
                clockRate: 48000,
                channels: 2,
                parameters: { useinbandfec: 1, usedtx: 1 },
            },
        ],
        headerExtensions: [
            { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 10 },
            { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 12 },
        ],
        encodings: [{ ssrc: 11111111 }],
        rtcp: { cname: 'benchmark' },
    },
};

let worker;
let router;

async function open() {
    worker = await mediasoup.createWorker({ logLevel: 'error' });
    router = await worker.createRouter({ mediaCodecs: MEDIA_CODECS });
}

function perSecond(count, start) {
    return (count * 1e9) / Number(process.hrtime.bigint() - start);
}

function median(figures) {
    return Float64Array.from(figures).sort()[figures.length >> 1];
}

/** Calls a second, each of so many loops making its next call when its last is done. */
async function rate(count, loops, call) {
    const start = process.hrtime.bigint();
    let left = count;
    async function loop() {
        while (left-- > 0) {
            await call();
        }
    }
    await Promise.all(Array.from({ length: loops }, loop));
    return perSecond(count, start);
}

async function createAndClose() {
    (await router.createPlainTransport({ listenInfo: LISTEN })).close();
}

/** The median of so many times that it takes to make 500 consumers of one producer, in milliseconds. */
async function consuming(count, all) {
    const millis = [];
    for (let i = 0; i < count; i++) {
        const from = await router.createPlainTransport({ listenInfo: LISTEN });
        const to = await router.createPlainTransport({ listenInfo: LISTEN });
        const producer = await from.produce(AUDIO);
        const options = { producerId: producer.id, rtpCapabilities: router.rtpCapabilities };
        const start = process.hrtime.bigint();
        await all(to, options);
        millis.push(Number(process.hrtime.bigint() - start) / 1e6);
        from.close();
        to.close();
        await router.dump();
    }
    return median(millis);
}

/** Packets a second from a sender to a listener, at most so many under way. */
async function flow(count, send, listen) {
    const start = process.hrtime.bigint();
    let sent = 0;
    let received = 0;
    await new Promise((resolve) => {
        function fill() {
            while (sent < count && sent - received < WINDOW) {
                sent++;
                send();
            }
        }
        listen(() => {
            received++;
            if (received === count) {
                resolve();
            } else if (sent - received <= WINDOW / 2) {
                fill();
            }
        });
        fill();
    });
    return perSecond(count, start);
}

function rtpPacket() {
    const packet = Buffer.alloc(12 + 160);
    packet[0] = 0x80;
    packet[1] = 111;
    packet.writeUInt32BE(11111111, 8);
    return packet;
}

async function heapPerConsumer(count) {
    const from = await router.createPlainTransport({ listenInfo: LISTEN });
    const to = await router.createPlainTransport({ listenInfo: LISTEN });
    const producer = await from.produce(AUDIO);
    const options = { producerId: producer.id, rtpCapabilities: router.rtpCapabilities };
    global.gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < count; i += CONSUMERS) {
        await Promise.all(Array.from({ length: CONSUMERS }, () => to.consume(options)));
    }
    global.gc();
    const bytes = process.memoryUsage().heapUsed - before;
    from.close();
    to.close();
    await router.dump();
    return bytes / count;
}

const MEASURES = {
    'dump-in-flight': (count) => rate(count, IN_FLIGHT, () => router.dump()),
    'dump-alone': async (count) => {
        const micros = new Float64Array(count);
        for (let i = 0; i < count; i++) {
            const start = process.hrtime.bigint();
            await router.dump();
            micros[i] = Number(process.hrtime.bigint() - start) / 1e3;
        }
        return median(micros);
    },
    'transport-alone': (count) => rate(count, 1, createAndClose),
    'transport-in-flight': (count) => rate(count, IN_FLIGHT, createAndClose),
    'consumers-alone': (count) =>
        consuming(count, async (transport, options) => {
            for (let i = 0; i < CONSUMERS; i++) {
                await transport.consume(options);
            }
        }),
    'consumers-at-once': (count) =>
        consuming(count, (transport, options) =>
            Promise.all(Array.from({ length: CONSUMERS }, () => transport.consume(options))),
        ),
    data: async (count) => {
        const transport = await router.createDirectTransport();
        const producer = await transport.produceData({ label: 'benchmark' });
        const consumer = await transport.consumeData({ dataProducerId: producer.id });
        const message = Buffer.alloc(100);
        const figure = await flow(
            count,
            () => producer.send(message),
            (taker) => consumer.on('message', taker),
        );
        transport.close();
        return figure;
    },
    rtp: async (count) => {
        const transport = await router.createDirectTransport();
        const producer = await transport.produce(AUDIO);
        const consumer = await transport.consume({
            producerId: producer.id,
            rtpCapabilities: router.rtpCapabilities,
        });
        const packet = rtpPacket();
        let sequenceNumber = 0;
        const figure = await flow(
            count,
            () => {
                packet.writeUInt16BE(++sequenceNumber & 0xffff, 2);
                producer.send(packet);
            },
            (taker) => consumer.on('rtp', taker),
        );
        transport.close();
        return figure;
    },
    worker: async (count) => {
        const millis = [];
        for (let i = 0; i < count; i++) {
            const start = process.hrtime.bigint();
            const created = await mediasoup.createWorker({ logLevel: 'error' });
            millis.push(Number(process.hrtime.bigint() - start) / 1e6);
            const ended = new Promise((resolve) => created.on('subprocessclose', resolve));
            created.close();
            await ended;
        }
        return median(millis);
    },
    heap: heapPerConsumer,
};

await open();
for await (const line of readline.createInterface({ input: process.stdin })) {
    const [measure, count] = line.split(' ');
    console.log(await MEASURES[measure](Number(count)));
}
worker.close();
