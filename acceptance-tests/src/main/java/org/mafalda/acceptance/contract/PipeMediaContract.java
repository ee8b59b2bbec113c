package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newPlainTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RtpSender;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.event.ProducerTraceEvent;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.event.RtpTrace;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.SrtpParameters;

/** Producers and consumers of pipe transports. */
public abstract class PipeMediaContract extends AcceptanceTest {
    private Router router;

    /** For the compositions. */
    protected PipeMediaContract() {}

    @BeforeEach
    void createRouter() {
        router = newRouter(newWorker());
    }

    private static PipeTransport pipe(Router router, PipeTransportOptions.Builder options) {
        return await(router.createPipeTransport(options.build()));
    }

    private static PipeTransportOptions.Builder udp() {
        return PipeTransportOptions.builder(Listen.udp());
    }

    private static ConsumerOptions of(Producer producer) {
        return ConsumerOptions.ofPipe(producer.id(), Map.of());
    }

    private Producer produce(ProducerOptions options) {
        return await(newPlainTransport(router).produce(options));
    }

    /** All streams of the producer, numbered as in the router, without a MID. */
    @Test
    @Upstream("test-PipeTransport: router.createPipeTransport() with enableRtx succeeds")
    void consumeWithRtxGivesAllStreamsAsTheyAre() {
        Producer video = produce(Sources.vp8Simulcast());
        PipeTransport transport = pipe(router, udp().enableRtx(true));

        Consumer consumer = await(transport.consume(of(video)));

        assertThat(transport.consumers()).containsExactly(Map.entry(consumer.id(), consumer));
        assertThat(consumer.kind()).isEqualTo(MediaKind.VIDEO);
        assertThat(consumer.type()).isEqualTo(ConsumerType.PIPE);
        assertThat(consumer.producerId()).isEqualTo(video.id());
        assertThat(consumer.closed()).isFalse();
        assertThat(consumer.paused()).isFalse();
        assertThat(consumer.producerPaused()).isFalse();
        assertThat(consumer.score()).isEqualTo(new ConsumerScore(10, 10, List.of()));
        assertThat(consumer.preferredLayers()).isNull();
        assertThat(consumer.appData()).isEmpty();
        RtpParameters parameters = consumer.rtpParameters();
        assertThat(parameters.mid()).isNull();
        assertThat(parameters.codecs())
                .extracting(RtpCodecParameters::mimeType)
                .containsExactly("video/VP8", "video/rtx");
        assertThat(parameters.codecs())
                .extracting(RtpCodecParameters::payloadType)
                .containsExactly(101, 102);
        assertThat(RtpAssertions.feedback(parameters.codecs().get(0))).containsExactly("nack", "nack pli", "ccm fir");
        assertThat(parameters.codecs().get(1).parameters()).isEqualTo(Map.of("apt", 101L));
        assertThat(parameters.encodings())
                .hasSize(3)
                .allSatisfy(encoding -> assertThat(encoding.rtx()).isNotNull());
        assertThat(parameters.encodings())
                .extracting(RtpEncodingParameters::ssrc)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertExtensions(parameters);
        assertThat(await(transport.dump()).consumerIds()).containsExactly(consumer.id());
    }

    private static void assertExtensions(RtpParameters parameters) {
        assertThat(parameters.headerExtensions())
                .extracting(RtpHeaderExtensionParameters::uri)
                .containsExactly(
                        RtpHeaderExtensionUri.DEPENDENCY_DESCRIPTOR,
                        RtpHeaderExtensionUri.VIDEO_ORIENTATION,
                        RtpHeaderExtensionUri.TRANSMISSION_OFFSET,
                        RtpHeaderExtensionUri.PLAYOUT_DELAY,
                        RtpHeaderExtensionUri.PACKET_ID);
        assertThat(parameters.headerExtensions())
                .extracting(RtpHeaderExtensionParameters::id)
                .containsExactly(7, 8, 9, 11, 12);
    }

    @Test
    void consumeWithoutRtxAsksForKeyFramesOnly() {
        PipeTransport transport = pipe(router, udp());

        RtpParameters parameters =
                await(transport.consume(of(produce(Sources.vp8Simulcast())))).rtpParameters();

        assertThat(parameters.codecs()).hasSize(1);
        assertThat(RtpAssertions.feedback(parameters.codecs().get(0))).containsExactly("nack pli", "ccm fir");
        assertThat(parameters.encodings())
                .hasSize(3)
                .allSatisfy(encoding -> assertThat(encoding.rtx()).isNull());
        assertExtensions(parameters);
    }

    @Test
    void consumeTakesTheOptionsThatAPipeHas() {
        PipeTransport transport = pipe(router, udp());
        Producer producer = produce(Sources.opus());
        await(producer.pause());

        Consumer consumer = await(transport.consume(
                ConsumerOptions.builder(producer.id(), of(producer).rtpCapabilities())
                        .paused(true)
                        .appData(Map.of("baz", "LOL"))
                        .build()));

        assertThat(consumer.paused()).isTrue();
        assertThat(consumer.producerPaused()).isTrue();
        assertThat(consumer.appData()).isEqualTo(Map.of("baz", "LOL"));
        assertThat(await(consumer.dump()).paused()).isTrue();
        assertThat(assertFailsWith(
                        transport.consume(ConsumerOptions.ofPipe("unknown", Map.of())), NotFoundException.class))
                .hasMessageContaining("[producerId:unknown");
    }

    /** The lip sync of each endpoint is its own: a shared CNAME would say that all use one clock. */
    @Test
    void producersOfAPipeKeepTheirCnames() {
        PipeTransport transport = pipe(router, udp());

        Producer first = await(transport.produce(withCname(1111, "one")));
        Producer second = await(transport.produce(withCname(2222, "two")));
        Producer third = await(transport.produce(withCname(3333, null)));
        Producer fourth = await(transport.produce(withCname(4444, null)));

        assertThat(cname(first)).isEqualTo("one");
        assertThat(cname(second)).isEqualTo("two");
        assertThat(cname(third)).hasSize(8).isNotEqualTo(cname(fourth));
    }

    private static ProducerOptions withCname(long ssrc, @Nullable String cname) {
        return Sources.audio(
                RtpParameters.builder(List.of(Sources.opusCodec(100).build()))
                        .encodings(List.of(Sources.ssrc(ssrc).build()))
                        .rtcp(new RtcpParameters(cname, null))
                        .build());
    }

    private static String cname(Producer producer) {
        return Objects.requireNonNull(
                Objects.requireNonNull(producer.rtpParameters().rtcp()).cname());
    }

    @Test
    void rtpPassesFromRouterToRouter() {
        assertRtpPasses(udp().enableRtx(true), udp().enableRtx(true));
    }

    @Test
    void encryptedRtpPassesFromRouterToRouter() {
        assertRtpPasses(udp().enableSrtp(true), udp().enableSrtp(true));
    }

    private void assertRtpPasses(PipeTransportOptions.Builder here, PipeTransportOptions.Builder there) {
        PipeTransport near = pipe(router, here);
        PipeTransport far = pipe(newRouter(newWorker()), there);
        connect(near, far);
        connect(far, near);
        PlainTransport receiving = await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).comedia(true).build()));
        Producer producer = await(receiving.produce(Sources.opus(1234)));
        Consumer consumer = await(near.consume(of(producer)));
        Producer farProducer = await(far.produce(ProducerOptions.builder(producer.kind(), consumer.rtpParameters())
                .id(producer.id())
                .build()));
        // Interest in an event on demand is in order with the calls: when one that follows is answered, it is known.
        EventProbe<ProducerTraceEvent> trace = probe(farProducer::onTrace);
        await(farProducer.enableTraceEvent(Set.of(ProducerTraceEventType.RTP)));

        try (RtpSender sender = new RtpSender(receiving.tuple().localPort(), 100, 1234)) {
            sender.send(3);

            RtpTrace first = (RtpTrace) trace.next();
            assertThat(first.packet().ssrc())
                    .isEqualTo(RtpAssertions.ssrc(
                            consumer.rtpParameters().encodings().get(0)));
            assertThat(((RtpTrace) trace.next()).packet().sequenceNumber())
                    .isEqualTo(first.packet().sequenceNumber() + 1);
        }
    }

    private static void connect(PipeTransport from, PipeTransport to) {
        PipeTransportConnectOptions.Builder options =
                PipeTransportConnectOptions.builder(Listen.IP, to.tuple().localPort());
        SrtpParameters srtp = to.srtpParameters();
        await(from.connect((srtp == null ? options : options.srtpParameters(srtp)).build()));
        assertThat(from.tuple().remotePort()).isEqualTo(to.tuple().localPort());
    }
}
