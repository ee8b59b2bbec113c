package org.mafalda.demo;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/**
 * The way of both {@link Stream}s: in through one PlainTransport, which learns the sender from its first packet, and
 * out through another one to a {@link Receiver}. Lives until closed, which closes its worker too. Thread-safe.
 */
final class MediaPath implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    /** One stream's objects. */
    private record Leg(Producer producer, Consumer consumer, SequenceCounter counter) {}

    private final Worker worker;
    private final Router router;
    private final PlainTransport in;
    private final PlainTransport out;
    private final Map<Stream, Leg> legs = new EnumMap<>(Stream.class);

    private MediaPath(Worker worker, Receiver receiver) {
        this.worker = worker;
        List<RtpCodecCapability> codecs =
                Arrays.stream(Stream.values()).map(Stream::routerCodec).toList();
        router = Await.answer(
                worker.createRouter(RouterOptions.builder().mediaCodecs(codecs).build()));
        TransportListenInfo listen = TransportListenInfo.of(TransportProtocol.UDP, LOOPBACK);
        in = Await.answer(router.createPlainTransport(
                PlainTransportOptions.builder(listen).comedia(true).build()));
        out = Await.answer(router.createPlainTransport(
                PlainTransportOptions.builder(listen).build()));
        Await.answer(out.connect(PlainTransportConnectOptions.builder()
                .ip(LOOPBACK)
                .port(receiver.port())
                .build()));
        for (Stream stream : Stream.values()) {
            legs.put(stream, leg(stream, receiver));
        }
    }

    /** Creates a worker and all that the streams need in it; from now on what arrives is forwarded. */
    static MediaPath open(Mediasoup mediasoup, Receiver receiver) {
        Worker worker = Await.answer(mediasoup.createWorker(WorkerSettings.DEFAULT));
        try {
            return new MediaPath(worker, receiver);
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    private Leg leg(Stream stream, Receiver receiver) {
        Producer producer = Await.answer(in.produce(stream.producerOptions()));
        Consumer consumer =
                Await.answer(out.consume(ConsumerOptions.builder(producer.id(), stream.receiverCapabilities())
                        .paused(true)
                        .build()));
        RtpEncodingParameters encoding = consumer.rtpParameters().encodings().get(0);
        Long ssrc = encoding.ssrc();
        if (ssrc == null) {
            throw new IllegalStateException("A consumer without SSRC [encoding:" + encoding + "]");
        }
        SequenceCounter counter = receiver.count(ssrc);
        Await.answer(consumer.resume());
        return new Leg(producer, consumer, counter);
    }

    Worker worker() {
        return worker;
    }

    Router router() {
        return router;
    }

    /** Where a source has to send to. */
    PlainTransport in() {
        return in;
    }

    /** Where the receiver gets it from. */
    PlainTransport out() {
        return out;
    }

    /** What the worker and the receiver have counted so far. */
    Figures figures(Stream stream) {
        Leg leg = legs.get(stream);
        if (leg == null) {
            throw new IllegalArgumentException("No such stream [stream:" + stream + "]");
        }
        return Figures.of(
                Await.answer(leg.producer().getStats()),
                Await.answer(leg.consumer().getStats()),
                leg.counter());
    }

    @Override
    public void close() {
        worker.close();
    }
}
