package org.mafalda.mediasoup.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping.CodecMapping;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping.EncodingMapping;

/** The cases of mediasoup's test-ortc, each under its title. */
class OrtcTest {
    private static final RtpCodecCapability OPUS =
            RtpCodecCapability.audio("audio/opus", 48000, 2).build();
    private static final List<RtcpFeedback> VIDEO_FEEDBACK = List.of(
            RtcpFeedback.of("nack", ""),
            RtcpFeedback.of("nack", "pli"),
            RtcpFeedback.of("ccm", "fir"),
            RtcpFeedback.of("goog-remb", ""),
            RtcpFeedback.of("transport-cc", ""));

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    @DisplayName("generateRouterRtpCapabilities() succeeds")
    void routerCapabilitiesFollowFromMediaCodecs() {
        RtpCapabilities rtpCapabilities = Ortc.generateRouterRtpCapabilities(List.of(
                OPUS.toBuilder()
                        .parameters(Map.of("useinbandfec", 1, "foo", "bar"))
                        .build(),
                RtpCodecCapability.video("video/VP8", 90000)
                        .preferredPayloadType(125)
                        .build(),
                RtpCodecCapability.video("video/H264", 90000)
                        .parameters(Map.of("level-asymmetry-allowed", 1, "profile-level-id", "42e01f", "foo", "bar"))
                        .rtcpFeedback(List.of())
                        .build()));

        assertThat(rtpCapabilities.codecs())
                .containsExactly(
                        OPUS.toBuilder()
                                .preferredPayloadType(100)
                                .parameters(Map.of("useinbandfec", 1, "foo", "bar"))
                                .rtcpFeedback(List.of(RtcpFeedback.of("nack", ""), RtcpFeedback.of("transport-cc", "")))
                                .build(),
                        RtpCodecCapability.video("video/VP8", 90000)
                                .preferredPayloadType(125)
                                .rtcpFeedback(VIDEO_FEEDBACK)
                                .build(),
                        RtpCodecCapability.video("video/rtx", 90000)
                                .preferredPayloadType(101)
                                .parameters(Map.of("apt", 125))
                                .build(),
                        RtpCodecCapability.video("video/H264", 90000)
                                .preferredPayloadType(102)
                                .parameters(Map.of(
                                        "level-asymmetry-allowed", 1, "profile-level-id", "42e01f", "foo", "bar"))
                                .rtcpFeedback(VIDEO_FEEDBACK)
                                .build(),
                        RtpCodecCapability.video("video/rtx", 90000)
                                .preferredPayloadType(103)
                                .parameters(Map.of("apt", 102))
                                .build());
    }

    @Test
    @DisplayName("generateRouterRtpCapabilities() with unsupported codecs throws UnsupportedError")
    void unsupportedMediaCodecsAreRefused() {
        RtpCodecCapability chicken =
                RtpCodecCapability.audio("audio/chicken", 8000, 4).build();
        RtpCodecCapability monoOpus =
                RtpCodecCapability.audio("audio/opus", 48000, 1).build();

        assertThatThrownBy(() -> Ortc.generateRouterRtpCapabilities(List.of(chicken)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("media codec not supported [mimeType:audio/chicken, clockRate:8000, channels:4]");
        assertThatThrownBy(() -> Ortc.generateRouterRtpCapabilities(List.of(monoOpus)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("media codec not supported [mimeType:audio/opus, clockRate:48000, channels:1]");
    }

    @Test
    @DisplayName("generateRouterRtpCapabilities() with too many codecs throws")
    void tooManyMediaCodecsAreRefused() {
        assertThatThrownBy(() -> Ortc.generateRouterRtpCapabilities(Collections.nCopies(100, OPUS)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("cannot allocate more dynamic payload types")
                .hasMessageEndingWith("[mediaCodecs:100]");
    }

    @Test
    @DisplayName("getProducerRtpParametersMapping(), getConsumableRtpParameters(), getConsumerRtpParameters()"
            + " and getPipeConsumerRtpParameters() succeed")
    void parametersFollowFromProducerToConsumer() {
        RtpCapabilities router = Ortc.generateRouterRtpCapabilities(List.of(
                OPUS,
                RtpCodecCapability.video("video/H264", 90000)
                        .parameters(Map.of(
                                "level-asymmetry-allowed",
                                1,
                                "packetization-mode",
                                1,
                                "profile-level-id",
                                "4d0032",
                                "bar",
                                "lalala"))
                        .build()));
        RtpParameters producer = producerParameters();

        RtpCodecsEncodingsMapping mapping =
                Ortc.getProducerRtpParametersMapping(producer, router, random).rtpMapping();
        RtpParameters consumable = Ortc.getConsumableRtpParameters(MediaKind.VIDEO, producer, router, mapping);

        checkMapping(mapping);
        checkConsumable(consumable, mapping);
        checkConsumer(Ortc.getConsumerRtpParameters(consumable, remoteCapabilities(), false, true, random));
        checkPipeConsumer(Ortc.getPipeConsumerRtpParameters(consumable, false, random));
    }

    private static RtpParameters producerParameters() {
        return RtpParameters.builder(List.of(
                        RtpCodecParameters.builder("video/H264", 111, 90000)
                                .parameters(Map.of("foo", 1234, "packetization-mode", 1, "profile-level-id", "4d0032"))
                                .rtcpFeedback(List.of(
                                        RtcpFeedback.of("nack", ""),
                                        RtcpFeedback.of("nack", "pli"),
                                        RtcpFeedback.of("goog-remb", "")))
                                .build(),
                        rtx(112, 111)))
                .headerExtensions(List.of(
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 1),
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.VIDEO_ORIENTATION, 2)))
                .encodings(List.of(
                        RtpEncodingParameters.builder()
                                .ssrc(11111111)
                                .rtx(new RtpEncodingParameters.Rtx(11111112))
                                .maxBitrate(111111)
                                .scalabilityMode("L1T3")
                                .build(),
                        RtpEncodingParameters.builder()
                                .ssrc(21111111)
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
    }

    private static RtpCodecParameters rtx(int payloadType, int apt) {
        return RtpCodecParameters.builder("video/rtx", payloadType, 90000)
                .parameters(Map.of("apt", apt))
                .build();
    }

    private static RtpCapabilities remoteCapabilities() {
        return new RtpCapabilities(
                List.of(
                        OPUS.toBuilder().preferredPayloadType(100).build(),
                        RtpCodecCapability.video("video/H264", 90000)
                                .preferredPayloadType(101)
                                .parameters(
                                        Map.of("packetization-mode", 1, "profile-level-id", "4d0032", "baz", "LOLOLO"))
                                .rtcpFeedback(List.of(
                                        RtcpFeedback.of("nack", ""),
                                        RtcpFeedback.of("nack", "pli"),
                                        RtcpFeedback.of("foo", "FOO")))
                                .build(),
                        RtpCodecCapability.video("video/rtx", 90000)
                                .preferredPayloadType(102)
                                .parameters(Map.of("apt", 101))
                                .build()),
                List.of(
                        extension(MediaKind.AUDIO, RtpHeaderExtensionUri.MID, 1),
                        extension(MediaKind.VIDEO, RtpHeaderExtensionUri.MID, 1),
                        extension(MediaKind.VIDEO, RtpHeaderExtensionUri.RTP_STREAM_ID, 2),
                        extension(MediaKind.AUDIO, RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 6),
                        extension(MediaKind.VIDEO, RtpHeaderExtensionUri.VIDEO_ORIENTATION, 8),
                        extension(MediaKind.VIDEO, RtpHeaderExtensionUri.TRANSMISSION_OFFSET, 9)));
    }

    private static RtpHeaderExtension extension(MediaKind kind, String uri, int id) {
        return new RtpHeaderExtension(kind, uri, id, false, RtpHeaderExtensionDirection.SENDRECV);
    }

    private static RtpCodecParameters h264(RtcpFeedback... feedback) {
        return RtpCodecParameters.builder("video/H264", 101, 90000)
                .parameters(Map.of("foo", 1234, "packetization-mode", 1, "profile-level-id", "4d0032"))
                .rtcpFeedback(List.of(feedback))
                .build();
    }

    private static void checkMapping(RtpCodecsEncodingsMapping mapping) {
        assertThat(mapping.codecs()).containsExactly(new CodecMapping(111, 101), new CodecMapping(112, 102));
        long first = mapping.encodings().get(0).mappedSsrc();
        assertThat(mapping.encodings())
                .containsExactly(
                        new EncodingMapping(11111111L, null, first),
                        new EncodingMapping(21111111L, null, first + 1),
                        new EncodingMapping(null, "high", first + 2));
    }

    private static void checkConsumable(RtpParameters consumable, RtpCodecsEncodingsMapping mapping) {
        assertThat(consumable.codecs())
                .containsExactly(h264(VIDEO_FEEDBACK.toArray(RtcpFeedback[]::new)), rtx(102, 101));
        assertThat(consumable.encodings())
                .containsExactly(
                        encoding(mapping.encodings().get(0).mappedSsrc(), null, 111111, "L1T3"),
                        encoding(mapping.encodings().get(1).mappedSsrc(), null, 222222, "L1T3"),
                        encoding(mapping.encodings().get(2).mappedSsrc(), null, 333333, "L1T3"));
        assertThat(consumable.rtcp()).isEqualTo(new RtcpParameters("qwerty1234", true));
    }

    private static void checkConsumer(RtpParameters consumer) {
        assertThat(consumer.codecs())
                .containsExactly(
                        h264(
                                RtcpFeedback.of("nack", ""),
                                RtcpFeedback.of("nack", "pli"),
                                RtcpFeedback.of("foo", "FOO")),
                        rtx(102, 101));
        assertThat(consumer.encodings()).singleElement().satisfies(encoding -> {
            long ssrc = ssrc(encoding);
            assertThat(ssrc).isBetween(100_000_000L, 999_999_999L);
            assertThat(encoding).isEqualTo(encoding(ssrc, ssrc + 1, 333333, "L3T3"));
        });
        assertThat(consumer.headerExtensions())
                .containsExactly(
                        new RtpHeaderExtensionParameters(RtpHeaderExtensionUri.MID, 1, false, Map.of()),
                        new RtpHeaderExtensionParameters(RtpHeaderExtensionUri.VIDEO_ORIENTATION, 8, false, Map.of()),
                        new RtpHeaderExtensionParameters(
                                RtpHeaderExtensionUri.TRANSMISSION_OFFSET, 9, false, Map.of()));
        assertThat(consumer.rtcp()).isEqualTo(new RtcpParameters("qwerty1234", true));
    }

    private static void checkPipeConsumer(RtpParameters pipeConsumer) {
        assertThat(pipeConsumer.codecs())
                .containsExactly(h264(RtcpFeedback.of("nack", "pli"), RtcpFeedback.of("ccm", "fir")));
        long ssrc = ssrc(pipeConsumer.encodings().get(0));
        assertThat(pipeConsumer.encodings())
                .containsExactly(
                        encoding(ssrc, null, 111111, "L1T3"),
                        encoding(ssrc + 1, null, 222222, "L1T3"),
                        encoding(ssrc + 2, null, 333333, "L1T3"));
        assertThat(pipeConsumer.rtcp()).isEqualTo(new RtcpParameters("qwerty1234", true));
    }

    private static long ssrc(RtpEncodingParameters encoding) {
        return Objects.requireNonNull(encoding.ssrc());
    }

    private static RtpEncodingParameters encoding(
            long ssrc, @Nullable Long rtxSsrc, long maxBitrate, String scalabilityMode) {
        return new RtpEncodingParameters(
                ssrc,
                null,
                null,
                rtxSsrc == null ? null : new RtpEncodingParameters.Rtx(rtxSsrc),
                null,
                scalabilityMode,
                maxBitrate);
    }

    @Test
    @DisplayName("getProducerRtpParametersMapping() with incompatible params throws UnsupportedError")
    void producerWithUnsupportedCodecIsRefused() {
        RtpCapabilities router = Ortc.generateRouterRtpCapabilities(List.of(
                OPUS,
                RtpCodecCapability.video("video/H264", 90000)
                        .parameters(Map.of("packetization-mode", 1, "profile-level-id", "640032"))
                        .build()));
        RtpParameters producer = RtpParameters.builder(List.of(RtpCodecParameters.builder("video/VP8", 120, 90000)
                        .rtcpFeedback(List.of(RtcpFeedback.of("nack", ""), RtcpFeedback.of("nack", "fir")))
                        .build()))
                .encodings(
                        List.of(RtpEncodingParameters.builder().ssrc(11111111).build()))
                .rtcp(new RtcpParameters("qwerty1234", null))
                .build();

        assertThatThrownBy(() -> Ortc.getProducerRtpParametersMapping(producer, router, random))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("codec not supported by the router [mimeType:video/VP8, payloadType:120, clockRate:90000]");
    }
}
