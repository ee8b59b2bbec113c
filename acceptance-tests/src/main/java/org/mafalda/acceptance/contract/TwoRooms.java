package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;

/**
 * Two routers on two workers, each with a transport; Opus and VP8 simulcast are produced on the first. As in upstream's
 * test-PipeTransport.
 */
record TwoRooms(
        Worker worker1,
        Worker worker2,
        Router router1,
        Router router2,
        WebRtcTransport transport1,
        WebRtcTransport transport2,
        Producer audio,
        Producer video) {

    static TwoRooms open(Worker worker1, Worker worker2) {
        Router router1 = Fixtures.newRouter(worker1);
        Router router2 = Fixtures.newRouter(worker2);
        WebRtcTransport transport1 = newTransport(router1);
        return new TwoRooms(
                worker1,
                worker2,
                router1,
                router2,
                transport1,
                newTransport(router2),
                await(transport1.produce(opus())),
                await(transport1.produce(vp8Simulcast())));
    }

    private static WebRtcTransport newTransport(Router router) {
        return await(router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).enableSctp(true).build()));
    }

    static ProducerOptions opus() {
        return ProducerOptions.builder(
                        MediaKind.AUDIO,
                        RtpParameters.builder(List.of(Sources.opusCodec(111)
                                        .parameters(Map.of("useinbandfec", 1, "foo", "bar1"))
                                        .build()))
                                .mid("AUDIO")
                                .headerExtensions(
                                        List.of(RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 10)))
                                .encodings(List.of(Sources.ssrc(11111111).build()))
                                .rtcp(new RtcpParameters("FOOBAR", null))
                                .build())
                .appData(Map.of("foo", "bar1"))
                .build();
    }

    static ProducerOptions vp8Simulcast() {
        return ProducerOptions.builder(
                        MediaKind.VIDEO,
                        RtpParameters.builder(List.of(RtpCodecParameters.builder("video/VP8", 112, 90000)
                                        .rtcpFeedback(List.of(
                                                RtcpFeedback.of("nack"),
                                                RtcpFeedback.of("nack", "pli"),
                                                RtcpFeedback.of("goog-remb"),
                                                RtcpFeedback.of("lalala")))
                                        .build()))
                                .mid("VIDEO")
                                .headerExtensions(List.of(
                                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 10),
                                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.ABS_SEND_TIME, 11),
                                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.VIDEO_ORIENTATION, 13)))
                                .encodings(List.of(
                                        Sources.ssrc(22222222).build(),
                                        Sources.ssrc(22222223).build(),
                                        Sources.ssrc(22222224).build()))
                                .rtcp(new RtcpParameters("FOOBAR", null))
                                .msid("aaaa-bbbb")
                                .build())
                .appData(Map.of("foo", "bar2"))
                .build();
    }

    /** Pipes a producer of the first router into the second. */
    CompletableFuture<PipeToRouterResult> pipe(Producer producer) {
        return router1.pipeToRouter(ofProducer(producer).build());
    }

    /** Options that pipe a producer of the first router into the second. */
    PipeToRouterOptions.Builder ofProducer(Producer producer) {
        return PipeToRouterOptions.ofProducer(producer.id(), router2);
    }

    /** The near end of a media pipe. */
    static Consumer consumer(PipeToRouterResult pipe) {
        return Objects.requireNonNull(pipe.pipeConsumer());
    }

    /** The far end of a media pipe. */
    static Producer producer(PipeToRouterResult pipe) {
        return Objects.requireNonNull(pipe.pipeProducer());
    }

    /** The near end of a data pipe. */
    static DataConsumer dataConsumer(PipeToRouterResult pipe) {
        return Objects.requireNonNull(pipe.pipeDataConsumer());
    }

    /** The far end of a data pipe. */
    static DataProducer dataProducer(PipeToRouterResult pipe) {
        return Objects.requireNonNull(pipe.pipeDataProducer());
    }

    /** The pipe transports of a router. */
    static List<PipeTransport> pipes(Router router) {
        return router.transports().values().stream()
                .filter(PipeTransport.class::isInstance)
                .map(PipeTransport.class::cast)
                .toList();
    }

    /** The only pipe transport of a router. */
    static PipeTransport onlyPipe(Router router) {
        List<PipeTransport> pipes = pipes(router);
        assertThat(pipes).as("pipe transports of " + router).hasSize(1);
        return pipes.get(0);
    }

    /** The worker of a router has the transports, producers and consumers that the router shows, and no others. */
    static void assertDumpAgrees(Router router) {
        var dump = await(router.dump());
        assertThat(dump.transportIds())
                .containsExactlyInAnyOrderElementsOf(router.transports().keySet());
        assertThat(dump.mapProducerIdConsumerIds().keySet())
                .containsExactlyInAnyOrderElementsOf(router.producers().keySet());
        assertThat(dump.mapConsumerIdProducerId().keySet())
                .containsExactlyInAnyOrderElementsOf(router.consumers().keySet());
    }

    /** Nothing of a pipe is left, in either router, nor in the workers. */
    void assertNoPipes() {
        assertThat(pipes(router1)).isEmpty();
        assertThat(pipes(router2)).isEmpty();
        assertThat(router1.consumers()).isEmpty();
        assertThat(router2.producers()).isEmpty();
        assertDumpAgrees(router1);
        assertDumpAgrees(router2);
    }
}
