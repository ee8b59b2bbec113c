package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.SctpOptions;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ProducerPauseEvent;
import org.mafalda.mediasoup.event.ProducerResumeEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtension;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** The pipes of media in upstream's test-PipeTransport. */
public abstract class PipeToRouterContract extends AcceptanceTest {
    private static final RtpCapabilities DEVICE = new RtpCapabilities(
            List.of(
                    RtpCodecCapability.audio("audio/opus", 48000, 2)
                            .preferredPayloadType(100)
                            .build(),
                    RtpCodecCapability.video("video/VP8", 90000)
                            .preferredPayloadType(101)
                            .rtcpFeedback(List.of(
                                    RtcpFeedback.of("nack"),
                                    RtcpFeedback.of("ccm", "fir"),
                                    RtcpFeedback.of("transport-cc")))
                            .build(),
                    RtpCodecCapability.video("video/rtx", 90000)
                            .preferredPayloadType(102)
                            .parameters(Map.of("apt", 101))
                            .build()),
            List.of(
                    new RtpHeaderExtension(MediaKind.VIDEO, RtpHeaderExtensionUri.ABS_SEND_TIME, 4, false, null),
                    new RtpHeaderExtension(MediaKind.VIDEO, RtpHeaderExtensionUri.TRANSPORT_WIDE_CC, 5, false, null),
                    new RtpHeaderExtension(MediaKind.AUDIO, RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 6, false, null)));

    private TwoRooms rooms;

    /** For the compositions. */
    protected PipeToRouterContract() {}

    @BeforeEach
    void openRooms() {
        rooms = TwoRooms.open(newWorker(), newWorker());
    }

    private static List<RtpHeaderExtensionParameters> extensions(Object... urisAndIds) {
        return java.util.stream.IntStream.range(0, urisAndIds.length / 2)
                .mapToObj(i -> new RtpHeaderExtensionParameters(
                        (String) urisAndIds[2 * i], (int) urisAndIds[2 * i + 1], false, Map.of()))
                .toList();
    }

    private void assertOnePairOfTransports() {
        assertThat(rooms.router1().transports()).hasSize(2);
        assertThat(rooms.router2().transports()).hasSize(2);
        assertThat(await(rooms.router1().dump()).transportIds()).hasSize(2);
        assertThat(await(rooms.router2().dump()).transportIds()).hasSize(2);
    }

    private static void assertPipeConsumer(Consumer consumer, MediaKind kind, boolean producerPaused) {
        assertThat(consumer.closed()).isFalse();
        assertThat(consumer.kind()).isEqualTo(kind);
        assertThat(consumer.type()).isEqualTo(ConsumerType.PIPE);
        assertThat(consumer.rtpParameters().mid()).isNull();
        assertThat(consumer.paused()).isFalse();
        assertThat(consumer.producerPaused()).isEqualTo(producerPaused);
        assertThat(consumer.score()).isEqualTo(new ConsumerScore(10, 10, List.of()));
        assertThat(consumer.appData()).isEmpty();
    }

    private void assertPipeProducer(Producer producer, Producer origin) {
        assertThat(producer.id()).isEqualTo(origin.id());
        assertThat(producer)
                .isNotSameAs(origin)
                .isSameAs(rooms.router2().producers().get(origin.id()));
        assertThat(producer.closed()).isFalse();
        assertThat(producer.kind()).isEqualTo(origin.kind());
        assertThat(producer.rtpParameters().mid()).isNull();
        assertThat(producer.paused()).isEqualTo(origin.paused());
        assertThat(producer.appData()).isEqualTo(origin.appData());
    }

    @Test
    @Upstream("test-PipeTransport: router.pipeToRouter() succeeds with audio")
    void pipeToRouterSucceedsWithAudio() {
        PipeToRouterResult pipe = await(rooms.pipe(rooms.audio()));

        assertOnePairOfTransports();
        assertThat(pipe.pipeDataConsumer()).isNull();
        assertThat(pipe.pipeDataProducer()).isNull();
        Consumer consumer = TwoRooms.consumer(pipe);
        Producer producer = TwoRooms.producer(pipe);
        assertPipeConsumer(consumer, MediaKind.AUDIO, false);
        assertPipeProducer(producer, rooms.audio());
        for (RtpParameters parameters : List.of(consumer.rtpParameters(), producer.rtpParameters())) {
            assertThat(parameters.codecs())
                    .containsExactly(Sources.opusCodec(100)
                            .parameters(Map.of("useinbandfec", 1, "foo", "bar1"))
                            .build());
            assertThat(parameters.headerExtensions())
                    .isEqualTo(extensions(
                            RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 6,
                            RtpHeaderExtensionUri.DEPENDENCY_DESCRIPTOR, 7,
                            RtpHeaderExtensionUri.PLAYOUT_DELAY, 11,
                            RtpHeaderExtensionUri.PACKET_ID, 12));
        }
    }

    @Test
    @Upstream("test-PipeTransport: router.pipeToRouter() succeeds with video")
    void pipeToRouterSucceedsWithVideo() {
        await(rooms.video().pause());
        await(rooms.pipe(rooms.audio()));

        PipeToRouterResult pipe = await(rooms.pipe(rooms.video()));

        assertOnePairOfTransports();
        Consumer consumer = TwoRooms.consumer(pipe);
        Producer producer = TwoRooms.producer(pipe);
        assertPipeConsumer(consumer, MediaKind.VIDEO, true);
        assertPipeProducer(producer, rooms.video());
        assertThat(producer.paused()).isTrue();
        assertThat(await(producer.dump()).paused()).isTrue();
        for (RtpParameters parameters : List.of(consumer.rtpParameters(), producer.rtpParameters())) {
            assertThat(parameters.codecs())
                    .containsExactly(RtpCodecParameters.builder("video/VP8", 101, 90000)
                            .rtcpFeedback(List.of(RtcpFeedback.of("nack", "pli"), RtcpFeedback.of("ccm", "fir")))
                            .build());
            assertThat(parameters.headerExtensions())
                    .isEqualTo(extensions(
                            RtpHeaderExtensionUri.DEPENDENCY_DESCRIPTOR, 7,
                            RtpHeaderExtensionUri.VIDEO_ORIENTATION, 8,
                            RtpHeaderExtensionUri.TRANSMISSION_OFFSET, 9,
                            RtpHeaderExtensionUri.PLAYOUT_DELAY, 11,
                            RtpHeaderExtensionUri.PACKET_ID, 12));
        }
    }

    @Test
    @Upstream(
            "test-PipeTransport: router.pipeToRouter() gives abs-capture-time to the pipe Consumer if the Producer has it")
    void pipeConsumerHasTheAbsoluteCaptureTimeOfItsProducer() {
        Producer video = await(rooms.transport1()
                .produce(Sources.video(RtpParameters.builder(List.of(RtpCodecParameters.builder("video/VP8", 112, 90000)
                                .build()))
                        .mid("VIDEO2")
                        .headerExtensions(
                                List.of(RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.ABS_CAPTURE_TIME, 12)))
                        .encodings(List.of(Sources.ssrc(44444444).build()))
                        .rtcp(new RtcpParameters("FOOBAR", null))
                        .build())));

        PipeToRouterResult pipe = await(rooms.pipe(video));

        assertThat(TwoRooms.consumer(pipe).rtpParameters().headerExtensions())
                .containsAll(extensions(RtpHeaderExtensionUri.ABS_CAPTURE_TIME, 10));
    }

    /** A closed router is not unknown here: its state is what does not fit. */
    @Test
    @Upstream("test-PipeTransport: router.pipeToRouter() with unknown router, producerId or dataProducerId fails")
    void pipeToRouterFailsWithClosedRouterAndUnknownIds() {
        Router router3 = newRouter(rooms.worker1());
        router3.close();

        assertFailsWith(
                rooms.router1()
                        .pipeToRouter(
                                PipeToRouterOptions.ofProducer(rooms.video().id(), router3)
                                        .build()),
                InvalidStateException.class);
        assertThat(assertFailsWith(
                        rooms.router1()
                                .pipeToRouter(PipeToRouterOptions.ofProducer("12345678", rooms.router2())
                                        .build()),
                        NotFoundException.class))
                .hasMessageContaining(
                        "[producerId:12345678, router:" + rooms.router1().id() + "]");
        assertThat(assertFailsWith(
                        rooms.router1()
                                .pipeToRouter(PipeToRouterOptions.ofDataProducer("12345678", rooms.router2())
                                        .build()),
                        NotFoundException.class))
                .hasMessageContaining("dataProducerId:12345678");
        rooms.assertNoPipes();
    }

    @Test
    @Upstream("test-PipeTransport: transport.consume() for a pipe Producer succeeds")
    void consumeOfAPipeProducerSucceeds() {
        Producer producer = TwoRooms.producer(await(rooms.pipe(rooms.video())));

        Consumer consumer = await(rooms.transport2()
                .consume(ConsumerOptions.builder(producer.id(), DEVICE).build()));

        assertThat(consumer.closed()).isFalse();
        assertThat(consumer.kind()).isEqualTo(MediaKind.VIDEO);
        assertThat(consumer.type()).isEqualTo(ConsumerType.SIMULCAST);
        assertThat(consumer.paused()).isFalse();
        assertThat(consumer.producerPaused()).isFalse();
        assertThat(consumer.score()).isEqualTo(new ConsumerScore(10, 0, List.of(0, 0, 0)));
        assertThat(consumer.appData()).isEmpty();
        RtpParameters parameters = consumer.rtpParameters();
        assertThat(parameters.mid()).isEqualTo("0");
        assertThat(parameters.codecs())
                .extracting(RtpCodecParameters::mimeType, RtpCodecParameters::payloadType, RtpAssertions::feedback)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "video/VP8", 101, List.of("nack", "ccm fir", "transport-cc")),
                        org.assertj.core.groups.Tuple.tuple("video/rtx", 102, List.of()));
        assertThat(parameters.codecs().get(1).parameters()).isEqualTo(Map.of("apt", 101L));
        assertThat(parameters.headerExtensions())
                .isEqualTo(extensions(
                        RtpHeaderExtensionUri.ABS_SEND_TIME, 4,
                        RtpHeaderExtensionUri.TRANSPORT_WIDE_CC, 5));
        assertThat(parameters.encodings()).hasSize(1);
        RtpEncodingParameters encoding = parameters.encodings().get(0);
        assertThat(encoding.ssrc()).isNotNull();
        assertThat(Objects.requireNonNull(encoding.rtx()).ssrc()).isPositive();
        assertThat(parameters.msid()).isEqualTo("aaaa-bbbb");
    }

    @Test
    @Upstream("test-PipeTransport: producer.pause() and producer.resume() are transmitted to pipe Consumer")
    void pauseAndResumeReachThePipe() {
        await(rooms.video().pause());
        Producer producer = TwoRooms.producer(await(rooms.pipe(rooms.video())));
        Consumer consumer = await(rooms.transport2()
                .consume(ConsumerOptions.builder(producer.id(), DEVICE).build()));
        EventProbe<ResumeEvent> resumes = probe(producer::onResume);
        EventProbe<PauseEvent> pauses = probe(producer::onPause);
        EventProbe<ProducerResumeEvent> producerResumes = probe(consumer::onProducerResume);
        EventProbe<ProducerPauseEvent> producerPauses = probe(consumer::onProducerPause);
        assertThat(consumer.producerPaused()).isTrue();
        assertThat(consumer.paused()).isFalse();

        await(rooms.video().resume());
        resumes.next();
        producerResumes.next();
        assertThat(producer.paused()).isFalse();
        assertThat(consumer.producerPaused()).isFalse();
        assertThat(consumer.paused()).isFalse();

        await(rooms.video().pause());
        pauses.next();
        producerPauses.next();
        assertThat(producer.paused()).isTrue();
        assertThat(consumer.producerPaused()).isTrue();
        assertThat(consumer.paused()).isFalse();
    }

    @Test
    @Upstream("test-PipeTransport: producer.close() is transmitted to pipe Consumer")
    void closeReachesThePipe() {
        PipeToRouterResult pipe = await(rooms.pipe(rooms.video()));
        Producer producer = TwoRooms.producer(pipe);
        Consumer consumer = await(rooms.transport2()
                .consume(ConsumerOptions.builder(producer.id(), DEVICE).build()));
        EventProbe<?> consumerClose = probe(consumer::onClose);

        rooms.video().close();

        consumerClose.next();
        assertThat(producer.closed()).isTrue();
        assertThat(TwoRooms.consumer(pipe).closed()).isTrue();
        assertFailsWith(consumer.dump(), InvalidStateException.class);
        assertThat(TwoRooms.onlyPipe(rooms.router1()).consumers()).isEmpty();
        TwoRooms.assertDumpAgrees(rooms.router1());
        TwoRooms.assertDumpAgrees(rooms.router2());
    }

    @Test
    @Upstream(
            "test-PipeTransport: router.pipeToRouter() with keepId: true fails if both Routers belong to the same Worker")
    void pipeToRouterWithItsIdFailsWithinAWorker() {
        Router sameWorker = newRouter(rooms.worker1());

        assertThat(assertFailsWith(
                        rooms.router1()
                                .pipeToRouter(PipeToRouterOptions.ofProducer(
                                                rooms.video().id(), sameWorker)
                                        .keepId(true)
                                        .build()),
                        InvalidArgumentException.class))
                .hasMessageContaining("[keepId:true]");
        assertThat(sameWorker.transports()).isEmpty();
        rooms.assertNoPipes();
    }

    @Test
    @Upstream(
            "test-PipeTransport: router.pipeToRouter() with keepId: false does not fail if both Routers belong to the same Worker")
    void pipeToRouterWithAnotherIdSucceedsWithinAWorker() {
        Router sameWorker = newRouter(rooms.worker1());

        PipeToRouterResult pipe = await(rooms.router1()
                .pipeToRouter(PipeToRouterOptions.ofProducer(rooms.video().id(), sameWorker)
                        .keepId(false)
                        .build()));

        assertThat(TwoRooms.producer(pipe).id()).isNotEqualTo(rooms.video().id());
        assertThat(sameWorker.producers())
                .containsOnlyKeys(TwoRooms.producer(pipe).id());
        TwoRooms.assertDumpAgrees(sameWorker);
    }

    @Test
    @Upstream("test-PipeTransport: router.pipeToRouter() called twice generates a single PipeTransport pair")
    void producersOfARouterSharePipeTransports() {
        Router routerA = newRouter(rooms.worker1());
        Router routerB = newRouter(rooms.worker2());
        Producer producer1 = produce(routerA);
        Producer producer2 = produce(routerA);

        var first = routerA.pipeToRouter(
                PipeToRouterOptions.ofProducer(producer1.id(), routerB).build());
        var second = routerA.pipeToRouter(
                PipeToRouterOptions.ofProducer(producer2.id(), routerB).build());
        await(first);
        await(second);

        assertThat(await(routerA.dump()).transportIds()).hasSize(3);
        assertThat(await(routerB.dump()).transportIds()).hasSize(1);
        assertThat(TwoRooms.onlyPipe(routerB).producers()).containsOnlyKeys(producer1.id(), producer2.id());
    }

    private static Producer produce(Router router) {
        return await(await(router.createWebRtcTransport(
                        WebRtcTransportOptions.listen(Listen.udp()).build()))
                .produce(TwoRooms.opus()));
    }

    @Test
    @Upstream(
            "test-PipeTransport: router.pipeToRouter() called in two Routers passing one to each other as argument generates a single PipeTransport pair")
    void routersThatPipeToEachOtherSharePipeTransports() {
        Router routerA = newRouter(rooms.worker1());
        Router routerB = newRouter(rooms.worker2());
        Producer producerA = produce(routerA);
        Producer producerB = produce(routerB);

        var there = routerA.pipeToRouter(
                PipeToRouterOptions.ofProducer(producerA.id(), routerB).build());
        var back = routerB.pipeToRouter(
                PipeToRouterOptions.ofProducer(producerB.id(), routerA).build());
        await(there);
        await(back);

        PipeTransport pipeA = TwoRooms.onlyPipe(routerA);
        PipeTransport pipeB = TwoRooms.onlyPipe(routerB);
        assertThat(pipeA.tuple().localPort()).isEqualTo(pipeB.tuple().remotePort());
        assertThat(pipeB.tuple().localPort()).isEqualTo(pipeA.tuple().remotePort());
        EventProbe<?> close = probe(pipeB::onClose);

        routerA.close();

        close.next();
        assertThat(TwoRooms.pipes(routerA)).isEmpty();
        assertThat(TwoRooms.pipes(routerB)).isEmpty();
    }

    @Test
    @Upstream({
        "test-PipeTransport: router.pipeToRouter() with neither producerId nor dataProducerId fails",
        "test-PipeTransport: router.pipeToRouter() with both producerId and dataProducerId fails"
    })
    void pipeToRouterPipesExactlyOneThing() {
        Router target = newRouter(rooms.worker1());
        for (String id : new String[] {null, "1234"}) {
            assertThatThrownBy(() -> new PipeToRouterOptions(
                            id, id, target, null, null, true, true, SctpOptions.DEFAULT, false, false))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("producerId");
        }
    }
}
