package org.mafalda.acceptance.contract;

import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;

/**
 * A router with some of everything: two producers on one transport, their consumers on another with a producer of its
 * own, and an empty transport.
 */
record Room(
        Worker worker,
        Router router,
        WebRtcTransport receiving,
        WebRtcTransport sending,
        PlainTransport plain,
        Producer audio,
        Producer video,
        Producer reply,
        Consumer audioConsumer,
        Consumer videoConsumer) {
    /**
     * The labels of {@link #logCloses} in the order in which mediasoup closes: children first, transport by transport.
     */
    static final List<String> CLOSE_ORDER = List.of(
            "audio", "video", "receiving", "reply", "audioConsumer", "videoConsumer", "sending", "plain", "router");

    static Room open(Worker worker) {
        Router router = Fixtures.newRouter(worker);
        WebRtcTransport receiving = Fixtures.newWebRtcTransport(router);
        WebRtcTransport sending = Fixtures.newWebRtcTransport(router);
        PlainTransport plain = Fixtures.newPlainTransport(router);
        Producer audio = await(receiving.produce(Sources.opus()));
        Producer video = await(receiving.produce(Sources.h264Simulcast("L1T5")));
        return new Room(
                worker,
                router,
                receiving,
                sending,
                plain,
                audio,
                video,
                await(sending.produce(Sources.opus(77))),
                consume(sending, audio),
                consume(sending, video));
    }

    private static Consumer consume(WebRtcTransport transport, Producer producer) {
        return await(transport.consume(
                ConsumerOptions.builder(producer.id(), Devices.OPUS_H264).build()));
    }

    /** Writes down each close event under the name of the object. */
    EventLog logCloses(EventLog log) {
        return log.add("videoConsumer", videoConsumer::onClose)
                .add("audioConsumer", audioConsumer::onClose)
                .add("reply", reply::onClose)
                .add("video", video::onClose)
                .add("audio", audio::onClose)
                .add("router", router::onClose)
                .add("plain", plain::onClose)
                .add("sending", sending::onClose)
                .add("receiving", receiving::onClose);
    }

    /** Whether everything in it, and the router itself, is closed. */
    boolean closed() {
        return router.closed()
                && receiving.closed()
                && sending.closed()
                && plain.closed()
                && audio.closed()
                && video.closed()
                && reply.closed()
                && audioConsumer.closed()
                && videoConsumer.closed();
    }

    /** Whether no collection of the router and its transports has a member. */
    boolean empty() {
        return router.transports().isEmpty()
                && router.producers().isEmpty()
                && router.consumers().isEmpty()
                && receiving.producers().isEmpty()
                && sending.producers().isEmpty()
                && sending.consumers().isEmpty();
    }
}
