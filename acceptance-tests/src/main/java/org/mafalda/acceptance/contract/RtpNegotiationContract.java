package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newPlainTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;

/**
 * Upstream's test-ortc on real objects: what the router offers follows from its codecs, what a consumer is told follows
 * from producer, router and endpoint. The functions themselves are tested where they are, in mediasoup-api.
 */
public abstract class RtpNegotiationContract extends AcceptanceTest {
    private static final RtpCodecCapability OPUS =
            RtpCodecCapability.audio("audio/opus", 48000, 2).build();
    private static final RtcpFeedback NACK = RtcpFeedback.of("nack", "");
    private static final RtcpFeedback PLI = RtcpFeedback.of("nack", "pli");
    private static final RtcpFeedback FIR = RtcpFeedback.of("ccm", "fir");
    private static final RtcpFeedback REMB = RtcpFeedback.of("goog-remb", "");
    private static final RtcpFeedback TRANSPORT_CC = RtcpFeedback.of("transport-cc", "");
    private static final Map<String, @Nullable Object> H264 =
            Map.of("foo", 1234L, "packetization-mode", 1L, "profile-level-id", "4d0032");

    private Worker worker;

    /** For the compositions. */
    protected RtpNegotiationContract() {}

    @BeforeEach
    void createWorker() {
        worker = newWorker();
    }

    private CompletableFuture<Router> routerOf(List<RtpCodecCapability> codecs) {
        return worker.createRouter(RouterOptions.builder().mediaCodecs(codecs).build());
    }

    private static RtpCodecCapability rtxOf(int payloadType, int associated) {
        return RtpCodecCapability.video("video/rtx", 90000)
                .preferredPayloadType(payloadType)
                .parameters(Map.of("apt", associated))
                .build();
    }

    @Test
    @Upstream("test-ortc: generateRouterRtpCapabilities() succeeds")
    void routerCapabilitiesFollowFromMediaCodecs() {
        RtpCodecCapability.Builder opus = OPUS.toBuilder().parameters(Map.of("useinbandfec", 1, "foo", "bar"));
        RtpCodecCapability.Builder vp8 =
                RtpCodecCapability.video("video/VP8", 90000).preferredPayloadType(125);
        RtpCodecCapability.Builder h264 = RtpCodecCapability.video("video/H264", 90000)
                .parameters(Map.of("level-asymmetry-allowed", 1, "profile-level-id", "42e01f", "foo", "bar"));

        RtpCapabilities offered = await(routerOf(List.of(opus.build(), vp8.build(), h264.build())))
                .rtpCapabilities();

        List<RtcpFeedback> video = List.of(NACK, PLI, FIR, REMB, TRANSPORT_CC);
        assertThat(offered.codecs())
                .containsExactly(
                        opus.preferredPayloadType(100)
                                .rtcpFeedback(List.of(NACK, TRANSPORT_CC))
                                .build(),
                        vp8.rtcpFeedback(video).build(),
                        rtxOf(101, 125),
                        h264.preferredPayloadType(102).rtcpFeedback(video).build(),
                        rtxOf(103, 102));
    }

    @Test
    @Upstream("test-ortc: generateRouterRtpCapabilities() with unsupported codecs throws UnsupportedError")
    void unsupportedMediaCodecsAreNamed() {
        RtpCodecCapability chicken =
                RtpCodecCapability.audio("audio/chicken", 8000, 4).build();
        RtpCodecCapability mono =
                RtpCodecCapability.audio("audio/opus", 48000, 1).build();

        assertThat(assertFailsWith(routerOf(List.of(OPUS, chicken)), UnsupportedException.class))
                .hasMessage("media codec not supported [mimeType:audio/chicken, clockRate:8000, channels:4]");
        assertThat(assertFailsWith(routerOf(List.of(mono)), UnsupportedException.class))
                .hasMessage("media codec not supported [mimeType:audio/opus, clockRate:48000, channels:1]");
        assertThat(worker.routers()).isEmpty();
    }

    @Test
    @Upstream("test-ortc: generateRouterRtpCapabilities() with too many codecs throws")
    void tooManyMediaCodecsAreRefused() {
        List<RtpCodecCapability> hundred = Collections.nCopies(100, OPUS);

        assertThat(assertFailsWith(routerOf(hundred), InvalidArgumentException.class))
                .hasMessageStartingWith("cannot allocate more dynamic payload types");
        Router router = await(routerOf(List.of(OPUS)));
        assertFailsWith(router.updateMediaCodecs(hundred), InvalidArgumentException.class);
        assertThat(router.rtpCapabilities().codecs()).hasSize(1);
    }

    private static Producer produceMixedEncodings(Router router) {
        RtpParameters parameters = RtpParameters.builder(List.of(
                        RtpCodecParameters.builder("video/H264", 111, 90000)
                                .parameters(H264)
                                .rtcpFeedback(List.of(NACK, PLI, REMB))
                                .build(),
                        Sources.rtxCodec(112, 111)))
                .headerExtensions(List.of(
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 1),
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.VIDEO_ORIENTATION, 2)))
                .encodings(List.of(
                        Sources.ssrc(11111111)
                                .rtx(new RtpEncodingParameters.Rtx(11111112))
                                .maxBitrate(111111)
                                .scalabilityMode("L1T3")
                                .build(),
                        Sources.ssrc(21111111)
                                .rtx(new RtpEncodingParameters.Rtx(21111112))
                                .maxBitrate(222222)
                                .scalabilityMode("L1T3")
                                .build(),
                        RtpEncodingParameters.builder()
                                .rid("high")
                                .maxBitrate(333333)
                                .scalabilityMode("L1T3")
                                .build()))
                .rtcp(new RtcpParameters("qwerty1234", null))
                .build();
        return await(newPlainTransport(router).produce(Sources.video(parameters)));
    }

    private static RtpCodecParameters h264(RtcpFeedback... feedback) {
        return RtpCodecParameters.builder("video/H264", 101, 90000)
                .parameters(H264)
                .rtcpFeedback(List.of(feedback))
                .build();
    }

    private static RtpEncodingParameters encoding(long ssrc, long maxBitrate) {
        return Sources.ssrc(ssrc)
                .dtx(false)
                .maxBitrate(maxBitrate)
                .scalabilityMode("L1T3")
                .build();
    }

    private static long ssrc(RtpParameters parameters, int encoding) {
        return Objects.requireNonNull(parameters.encodings().get(encoding).ssrc());
    }

    private static List<RtpEncodingParameters> threeEncodings(RtpParameters parameters) {
        return List.of(
                encoding(ssrc(parameters, 0), 111111),
                encoding(ssrc(parameters, 1), 222222),
                encoding(ssrc(parameters, 2), 333333));
    }

    @Test
    @Upstream("test-ortc: getProducerRtpParametersMapping(), getConsumableRtpParameters(), getConsumerRtpParameters()"
            + " and getPipeConsumerRtpParameters() succeed")
    void parametersFollowFromProducerToConsumer() {
        Router router = await(routerOf(List.of(OPUS, RouterCodecs.OPUS_VP8_H264.get(2))));
        RtcpParameters rtcp = new RtcpParameters("qwerty1234", true);

        Producer producer = produceMixedEncodings(router);
        RtpParameters consumable = producer.consumableRtpParameters();
        assertThat(consumable.codecs())
                .containsExactly(h264(NACK, PLI, FIR, REMB, TRANSPORT_CC), Sources.rtxCodec(102, 101));
        assertThat(consumable.encodings()).isEqualTo(threeEncodings(consumable));
        assertThat(consumable.rtcp()).isEqualTo(rtcp);
        assertThat(await(producer.dump()).rtpMapping().encodings())
                .extracting(RtpCodecsEncodingsMapping.EncodingMapping::mappedSsrc)
                .containsExactly(ssrc(consumable, 0), ssrc(consumable, 1), ssrc(consumable, 2));

        RtpParameters consumed = await(newPlainTransport(router)
                        .consume(ConsumerOptions.builder(producer.id(), Devices.OPUS_H264)
                                .build()))
                .rtpParameters();
        assertThat(consumed.codecs()).containsExactly(h264(NACK, PLI, FIR, REMB), Sources.rtxCodec(102, 101));
        RtpEncodingParameters.Rtx rtx = consumed.encodings().get(0).rtx();
        assertThat(consumed.encodings())
                .containsExactly(Sources.ssrc(ssrc(consumed, 0))
                        .rtx(Objects.requireNonNull(rtx))
                        .maxBitrate(333333)
                        .scalabilityMode("L3T3")
                        .build());
        assertThat(consumed.headerExtensions())
                .extracting(extension -> extension.uri() + " " + extension.id())
                .containsExactly(
                        RtpHeaderExtensionUri.MID + " 1",
                        RtpHeaderExtensionUri.ABS_SEND_TIME + " 4",
                        RtpHeaderExtensionUri.VIDEO_ORIENTATION + " 8",
                        RtpHeaderExtensionUri.TRANSMISSION_OFFSET + " 9");
        assertThat(consumed.rtcp()).isEqualTo(rtcp);

        PipeTransport pipe = await(router.createPipeTransport(
                PipeTransportOptions.builder(Listen.udp()).build()));
        RtpParameters piped = await(pipe.consume(ConsumerOptions.ofPipe(producer.id(), Map.of())))
                .rtpParameters();
        assertThat(piped.codecs()).containsExactly(h264(PLI, FIR));
        assertThat(piped.encodings()).isEqualTo(threeEncodings(piped));
        assertThat(piped.rtcp()).isEqualTo(rtcp);
    }

    @Test
    @Upstream("test-ortc: getProducerRtpParametersMapping() with incompatible params throws UnsupportedError")
    void producerWithACodecThatTheRouterLacksIsRefused() {
        Router router = await(routerOf(List.of(
                OPUS,
                RtpCodecCapability.video("video/H264", 90000)
                        .parameters(Map.of("packetization-mode", 1, "profile-level-id", "640032"))
                        .build())));
        RtpParameters vp8 = RtpParameters.builder(List.of(RtpCodecParameters.builder("video/VP8", 120, 90000)
                        .rtcpFeedback(List.of(NACK, RtcpFeedback.of("nack", "fir")))
                        .build()))
                .encodings(List.of(Sources.ssrc(11111111).build()))
                .rtcp(new RtcpParameters("qwerty1234", null))
                .build();

        assertThat(assertFailsWith(newPlainTransport(router).produce(Sources.video(vp8)), UnsupportedException.class))
                .hasMessage("codec not supported by the router [mimeType:video/VP8, payloadType:120, clockRate:90000]");
        assertThat(router.producers()).isEmpty();
    }

    /** Existing producers keep their payload types; new ones get those of the new codecs. */
    @Test
    void updatedMediaCodecsAreForNewProducers() {
        Router router = await(routerOf(List.of(OPUS)));
        Producer before = await(newPlainTransport(router).produce(Sources.opus(1111)));
        assertThat(assertFailsWith(
                        newPlainTransport(router).produce(Sources.vp8Simulcast()), UnsupportedException.class))
                .hasMessageContaining("video/VP8");

        await(router.updateMediaCodecs(List.of(
                RtpCodecCapability.video("video/VP8", 90000).build(),
                OPUS.toBuilder().preferredPayloadType(127).build())));

        Producer after = await(newPlainTransport(router).produce(Sources.opus(2222)));
        Producer video = await(newPlainTransport(router).produce(Sources.vp8Simulcast()));
        assertThat(before.consumableRtpParameters().codecs().get(0).payloadType())
                .isEqualTo(100);
        assertThat(after.consumableRtpParameters().codecs().get(0).payloadType())
                .isEqualTo(127);
        assertThat(video.consumableRtpParameters().codecs().get(0).payloadType())
                .isEqualTo(100);
        assertThat(router.canConsume(before.id(), Devices.OPUS_H264)).isTrue();
        await(newPlainTransport(router)
                .consume(ConsumerOptions.builder(before.id(), Devices.OPUS_H264).build()));
    }

    @Test
    void unsupportedMediaCodecsDoNotReplaceTheOldOnes() {
        Router router = await(routerOf(RouterCodecs.OPUS_VP8_H264));
        RtpCapabilities before = router.rtpCapabilities();

        assertFailsWith(router.updateMediaCodecs(RouterCodecs.UNSUPPORTED), UnsupportedException.class);

        assertThat(router.rtpCapabilities()).isEqualTo(before);
    }
}
