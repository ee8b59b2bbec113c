package org.mafalda.mediasoup.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.UnsupportedException;

/** What mediasoup's own tests do not reach: consumers and pipe consumers. */
class ConsumerParametersTest {
    private static final RtpCodecCapability VP8 =
            RtpCodecCapability.video("video/VP8", 90000).build();

    private final RandomGenerator random = new SplittableRandom(1);
    private final RtpCapabilities router = Ortc.generateRouterRtpCapabilities(List.of(VP8));

    @Test
    void feedbackFollowsTheBandwidthExtension() {
        assertThat(feedbackWith(RtpHeaderExtensionUri.TRANSPORT_WIDE_CC, RtpHeaderExtensionUri.ABS_SEND_TIME))
                .containsExactly("nack", "nack pli", "ccm fir", "transport-cc");
        assertThat(feedbackWith(RtpHeaderExtensionUri.ABS_SEND_TIME))
                .containsExactly("nack", "nack pli", "ccm fir", "goog-remb");
        assertThat(feedbackWith(RtpHeaderExtensionUri.MID)).containsExactly("nack", "nack pli", "ccm fir");
    }

    @Test
    void withoutRtxThereIsNoNackEither() {
        RtpParameters consumer = Ortc.getConsumerRtpParameters(consumable(1), router, false, false, random);

        assertThat(consumer.codecs()).extracting(RtpCodecParameters::mimeType).containsExactly("video/VP8");
        assertThat(consumer.codecs().get(0).rtcpFeedback()).doesNotContain(RtcpFeedback.of("nack", ""));
        assertThat(consumer.codecs().get(0).rtcpFeedback()).contains(RtcpFeedback.of("nack", "pli"));
        assertThat(consumer.encodings().get(0).rtx()).isNull();
    }

    @Test
    void rtxOfAnUnsupportedCodecIsLeftOut() {
        RtpCapabilities both = Ortc.generateRouterRtpCapabilities(
                List.of(VP8, RtpCodecCapability.video("video/VP9", 90000).build()));
        RtpParameters producer = producer(
                RtpCodecParameters.builder("video/VP9", 96, 90000).build(),
                RtpCodecParameters.builder("video/VP8", 97, 90000).build());
        RtpParameters consumable = consumable(producer, both);

        RtpParameters consumer = Ortc.getConsumerRtpParameters(consumable, router, false, true, random);

        assertThat(consumable.codecs()).hasSize(4);
        assertThat(consumer.codecs())
                .extracting(RtpCodecParameters::payloadType)
                .containsExactly(100, 101);
    }

    @Test
    void rtxAloneCannotBeConsumed() {
        RtpCapabilities rtxOnly = new RtpCapabilities(router.codecs().subList(1, 2), List.of());

        assertThat(Ortc.canConsume(consumable(1), rtxOnly)).isFalse();
        assertThatThrownBy(() -> Ortc.getConsumerRtpParameters(consumable(1), rtxOnly, false, true, random))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("no compatible media codecs [")
                .hasMessageContaining("producerCodecs:[video/VP8, video/rtx]")
                .hasMessageContaining("consumerCodecs:[video/rtx]");
    }

    @Test
    void pipeKeepsAllEncodings() {
        RtpParameters consumer = Ortc.getConsumerRtpParameters(consumable(3), router, true, true, random);

        long ssrc = Objects.requireNonNull(consumer.encodings().get(0).ssrc());
        assertThat(consumer.encodings())
                .extracting(RtpEncodingParameters::ssrc)
                .containsExactly(ssrc, ssrc + 1, ssrc + 2);
        assertThat(consumer.encodings())
                .extracting(RtpEncodingParameters::rtx)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void pipeConsumerReceivesTheDependencyDescriptor() {
        RtpParameters consumer = Ortc.getPipeConsumerRtpParameters(consumable(1), true, random);

        assertThat(consumer.headerExtensions())
                .extracting(RtpHeaderExtensionParameters::uri)
                .containsExactly(
                        RtpHeaderExtensionUri.DEPENDENCY_DESCRIPTOR,
                        RtpHeaderExtensionUri.VIDEO_ORIENTATION,
                        RtpHeaderExtensionUri.TRANSMISSION_OFFSET,
                        RtpHeaderExtensionUri.PLAYOUT_DELAY,
                        RtpHeaderExtensionUri.PACKET_ID);
        assertThat(consumer.codecs().get(0).rtcpFeedback())
                .containsExactly(
                        RtcpFeedback.of("nack", ""), RtcpFeedback.of("nack", "pli"), RtcpFeedback.of("ccm", "fir"));
        assertThat(consumer.encodings().get(0).rtx()).isNotNull();
    }

    @Test
    void layersOfASingleStreamAreKept() {
        RtpParameters producer = producer(
                        RtpCodecParameters.builder("video/VP8", 96, 90000).build())
                .toBuilder()
                .encodings(List.of(RtpEncodingParameters.builder()
                        .ssrc(1)
                        .scalabilityMode("L3T3_KEY")
                        .build()))
                .build();

        assertThat(Ortc.getConsumerRtpParameters(consumable(producer, router), router, false, true, random)
                        .encodings())
                .singleElement()
                .satisfies(encoding -> {
                    assertThat(encoding.scalabilityMode()).isEqualTo("L3T3_KEY");
                    assertThat(encoding.maxBitrate()).isNull();
                });
    }

    @Test
    void simulcastWithoutModesHasOneTemporalLayer() {
        assertThat(Ortc.getConsumerRtpParameters(consumable(2), router, false, true, random)
                        .encodings()
                        .get(0)
                        .scalabilityMode())
                .isEqualTo("L2T1");
    }

    @Test
    void sameRandomnessGivesTheSameSsrcs() {
        assertThat(Ortc.getConsumerRtpParameters(consumable(1), router, false, true, new SplittableRandom(5)))
                .isEqualTo(Ortc.getConsumerRtpParameters(consumable(1), router, false, true, new SplittableRandom(5)));
    }

    private static RtpParameters producer(RtpCodecParameters... codecs) {
        return RtpParameters.builder(List.of(codecs))
                .encodings(List.of(RtpEncodingParameters.builder().ssrc(1).build()))
                .build();
    }

    private RtpParameters consumable(RtpParameters given, RtpCapabilities capabilities) {
        RtpParameters producer = Ortc.validateAndNormalizeRtpParameters(given);
        ProducerRtpParametersMapping mapping = Ortc.getProducerRtpParametersMapping(producer, capabilities, random);
        return Ortc.getConsumableRtpParameters(
                MediaKind.VIDEO, mapping.rtpParameters(), capabilities, mapping.rtpMapping());
    }

    /** VP8 with RTX, in so many streams. */
    private RtpParameters consumable(int streams) {
        return consumable(
                producer(RtpCodecParameters.builder("video/VP8", 96, 90000).build()).toBuilder()
                        .encodings(IntStream.range(0, streams)
                                .mapToObj(i -> RtpEncodingParameters.builder()
                                        .rid("r" + i)
                                        .build())
                                .toList())
                        .build(),
                router);
    }

    private List<String> feedbackWith(String... extensions) {
        RtpCapabilities remote = new RtpCapabilities(
                router.codecs(),
                router.headerExtensions().stream()
                        .filter(extension -> List.of(extensions).contains(extension.uri()))
                        .toList());
        return Ortc.getConsumerRtpParameters(consumable(1), remote, false, true, random)
                .codecs()
                .get(0)
                .rtcpFeedback()
                .stream()
                .map(feedback -> (feedback.type() + " " + feedback.parameter()).strip())
                .toList();
    }
}
