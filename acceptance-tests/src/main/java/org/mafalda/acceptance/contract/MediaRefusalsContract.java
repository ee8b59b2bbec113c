package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Refusals.absent;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Refusals;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;

/**
 * What mediasoup's tests of producers and consumers expect a {@code TypeError} for, value by value: the class, the
 * field and the rule that it is refused with here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Refusals awaits what an attempt returns
public abstract class MediaRefusalsContract extends AcceptanceTest {
    private static final String PRODUCE =
            "test-Producer: webRtcTransport1.produce() with wrong arguments rejects with TypeError";
    private static final String TRACE_PRODUCER =
            "test-Producer: producer.enableTraceEvent() with wrong arguments rejects with TypeError";
    private static final String LAYERS =
            "test-Consumer: consumer.setPreferredLayers() with wrong arguments rejects with TypeError";
    private static final String PRIORITY =
            "test-Consumer: consumer.setPriority() with wrong arguments rejects with TypeError";
    private static final String TRACE_CONSUMER =
            "test-Consumer: consumer.enableTraceEvent() with wrong arguments rejects with TypeError";
    private static final String CLOSED_CONSUMER = "test-Consumer: Consumer methods reject if closed";

    private Room room;

    /** For the compositions. */
    protected MediaRefusalsContract() {}

    @BeforeEach
    void openRoom() {
        room = Room.open(newWorker());
    }

    private static RtpParameters.Builder h264(int apt) {
        return RtpParameters.builder(List.of(Sources.h264Codec(), Sources.rtxCodec(113, apt)));
    }

    @Test
    @Upstream(PRODUCE)
    void optionsOfAProducer() {
        Refusals.of(PRODUCE)
                .nothing(
                        "kind: 'chicken', rtpParameters: {}",
                        () -> ProducerOptions.builder(absent(), Sources.opus().rtpParameters())
                                .build())
                .rule(
                        "rtpParameters: {}",
                        () -> RtpParameters.builder(absent()).build(),
                        "codecs",
                        null,
                        "must be given")
                .rule(
                        "encodings: [{ ssrc: '1111' }]",
                        () -> Sources.ssrc(4_294_967_296L).build(),
                        "ssrc",
                        4_294_967_296L,
                        "must be between 0 and 4294967295")
                .worker(
                        "encodings: []",
                        () -> room.plain().produce(Sources.video(h264(112).build())),
                        "wrong entry in rtpMapping.encodings (missing ssrc or rid, or rtpParameters.mid)")
                .rule(
                        "apt: 111",
                        () -> room.plain()
                                .produce(Sources.video(h264(111)
                                        .encodings(List.of(Sources.ssrc(6666)
                                                .rtx(new RtpEncodingParameters.Rtx(6667))
                                                .build()))
                                        .build())),
                        "rtpParameters.codecs[1].parameters.apt",
                        111,
                        "must be the payload type of a media codec")
                .check();
        assertThat(room.plain().producers()).isEmpty();
        assertThat(await(room.plain().dump()).producerIds()).isEmpty();
    }

    @Test
    @Upstream(TRACE_PRODUCER)
    void typesOfProducerTraces() {
        Refusals.of(TRACE_PRODUCER)
                .nothing("123", () -> room.audio().enableTraceEvent(absent()))
                .nothing("'rtp'", () -> room.audio().enableTraceEvent(Collections.singleton(absent())))
                .nothing("['fir', 123.123]", () -> room.audio().enableTraceEvent(Set.of(absent())))
                .check();
        assertThat(await(room.audio().dump()).traceEventTypes()).isEmpty();
    }

    @Test
    @Upstream(LAYERS)
    void layersOfAConsumer() {
        Consumer consumer = room.videoConsumer();

        Refusals.of(LAYERS)
                .nothing("{}", () -> consumer.setPreferredLayers(absent()))
                .rule(
                        "{ foo: '123' }",
                        () -> new ConsumerLayers(-1, null),
                        "spatialLayer",
                        -1,
                        "must be between 0 and 255")
                .rule("'foo'", () -> new ConsumerLayers(256, null), "spatialLayer", 256, "must be between 0 and 255")
                .rule(
                        "{ temporalLayer: 2 }",
                        () -> new ConsumerLayers(0, 256),
                        "temporalLayer",
                        256,
                        "must be between 0 and 255")
                .check();
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(3, 4));
    }

    @Test
    @Upstream(PRIORITY)
    void priorityOfAConsumer() {
        Consumer consumer = room.videoConsumer();
        String rule = "must be between 1 and 255";

        Refusals.of(PRIORITY)
                .rule("nothing", () -> consumer.setPriority(-1), "priority", -1, rule)
                .rule("0", () -> consumer.setPriority(0), "priority", 0, rule)
                .rule("'foo'", () -> consumer.setPriority(256), "priority", 256, rule)
                .check();
        assertThat(consumer.priority()).isEqualTo(1);
    }

    @Test
    @Upstream(TRACE_CONSUMER)
    void typesOfConsumerTraces() {
        Consumer consumer = room.audioConsumer();

        Refusals.of(TRACE_CONSUMER)
                .nothing("123", () -> consumer.enableTraceEvent(absent()))
                .nothing("'rtp'", () -> consumer.enableTraceEvent(Collections.singleton(absent())))
                .nothing("['fir', 123.123]", () -> consumer.enableTraceEvent(Set.of(absent())))
                .check();
        assertThat(await(consumer.dump()).traceEventTypes()).isEmpty();
    }

    @Test
    @Upstream(CLOSED_CONSUMER)
    void layersOfAClosedConsumer() {
        Consumer consumer = room.audioConsumer();
        consumer.close();

        Refusals.of(CLOSED_CONSUMER)
                .nothing("{}", () -> consumer.setPreferredLayers(absent()))
                .check();
    }
}
