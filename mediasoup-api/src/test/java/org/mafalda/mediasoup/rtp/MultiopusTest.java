package org.mafalda.mediasoup.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.UnsupportedException;

/** The part of mediasoup's test-multiopus that needs no worker, each case under its title. */
class MultiopusTest {
    private static final Map<String, Object> PARAMETERS =
            Map.of("useinbandfec", 1, "channel_mapping", "0,4,1,2,3,5", "num_streams", 4, "coupled_streams", 2);

    private final RandomGenerator random = new SplittableRandom(1);
    private final RtpCapabilities router =
            Ortc.generateRouterRtpCapabilities(List.of(RtpCodecCapability.audio("audio/multiopus", 48000, 6)
                    .preferredPayloadType(100)
                    .parameters(PARAMETERS)
                    .build()));

    @Test
    @DisplayName("produce() and consume() succeed")
    void matchingStreamsAreConsumed() {
        RtpParameters producer = Ortc.validateAndNormalizeRtpParameters(producer(4, 2));

        RtpParameters consumable = consumable(producer);
        RtpParameters consumer = Ortc.getConsumerRtpParameters(consumable, deviceWithChannels(6), false, false, random);

        assertThat(producer.codecs()).containsExactly(codec(0, 4, 2));
        assertThat(Ortc.canConsume(consumable, deviceWithChannels(6))).isTrue();
        assertThat(consumer.codecs()).containsExactly(codec(100, 4, 2));
    }

    @Test
    @DisplayName("fails to produce wrong parameters")
    void otherStreamsAreNotProduced() {
        assertThatThrownBy(() -> consumable(producer(2, 2))).isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> consumable(producer(4, 1))).isInstanceOf(UnsupportedException.class);
    }

    @Test
    @DisplayName("fails to consume wrong channels")
    void otherChannelsAreNotConsumed() {
        RtpParameters consumable = consumable(producer(4, 2));

        assertThat(Ortc.canConsume(consumable, deviceWithChannels(8))).isFalse();
        assertThatThrownBy(() -> Ortc.getConsumerRtpParameters(consumable, deviceWithChannels(8), false, false, random))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("no compatible media codecs");
    }

    private RtpParameters consumable(RtpParameters given) {
        RtpParameters producer = Ortc.validateAndNormalizeRtpParameters(given);
        ProducerRtpParametersMapping mapping = Ortc.getProducerRtpParametersMapping(producer, router, random);
        return Ortc.getConsumableRtpParameters(MediaKind.AUDIO, mapping.rtpParameters(), router, mapping.rtpMapping());
    }

    private static RtpParameters producer(int streams, int coupledStreams) {
        return RtpParameters.builder(List.of(codec(0, streams, coupledStreams)))
                .mid("AUDIO")
                .headerExtensions(List.of(
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 10),
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 12)))
                .build();
    }

    private static RtpCodecParameters codec(int payloadType, int streams, int coupledStreams) {
        return RtpCodecParameters.builder("audio/multiopus", payloadType, 48000)
                .channels(6)
                .parameters(Map.of(
                        "useinbandfec",
                        1,
                        "channel_mapping",
                        "0,4,1,2,3,5",
                        "num_streams",
                        streams,
                        "coupled_streams",
                        coupledStreams))
                .build();
    }

    private static RtpCapabilities deviceWithChannels(int channels) {
        return new RtpCapabilities(
                List.of(RtpCodecCapability.audio("audio/multiopus", 48000, channels)
                        .preferredPayloadType(100)
                        .parameters(Map.of("channel_mapping", "0,4,1,2,3,5", "num_streams", 4, "coupled_streams", 2))
                        .build()),
                List.of(
                        new RtpHeaderExtension(MediaKind.AUDIO, RtpHeaderExtensionUri.MID, 1, false, null),
                        new RtpHeaderExtension(MediaKind.AUDIO, RtpHeaderExtensionUri.ABS_SEND_TIME, 4, false, null),
                        new RtpHeaderExtension(
                                MediaKind.AUDIO, RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 10, false, null)));
    }
}
