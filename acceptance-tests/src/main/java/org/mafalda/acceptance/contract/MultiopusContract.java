package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtension;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** Upstream's test-multiopus: Opus with six channels. */
public abstract class MultiopusContract extends AcceptanceTest {
    private static final Map<String, @Nullable Object> SURROUND =
            Map.of("channel_mapping", "0,4,1,2,3,5", "num_streams", 4L, "coupled_streams", 2L);
    private static final Map<String, @Nullable Object> SURROUND_WITH_FEC = with(SURROUND, "useinbandfec", 1L);

    private Router router;
    private WebRtcTransport transport;

    /** For the compositions. */
    protected MultiopusContract() {}

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> map, String key, long value) {
        Map<String, @Nullable Object> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    @BeforeEach
    void createTransport() {
        router = await(newWorker()
                .createRouter(RouterOptions.builder()
                        .mediaCodecs(List.of(RtpCodecCapability.audio("audio/multiopus", 48000, 6)
                                .preferredPayloadType(100)
                                .parameters(SURROUND_WITH_FEC)
                                .build()))
                        .build()));
        transport = newWebRtcTransport(router);
    }

    private static RtpCodecParameters codec(int payloadType, Map<String, @Nullable Object> parameters) {
        return RtpCodecParameters.builder("audio/multiopus", payloadType, 48000)
                .channels(6)
                .parameters(parameters)
                .build();
    }

    private static ProducerOptions source(Map<String, @Nullable Object> parameters) {
        return Sources.audio(RtpParameters.builder(List.of(codec(0, parameters)))
                .mid("AUDIO")
                .headerExtensions(List.of(
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 10),
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 12)))
                .build());
    }

    private static RtpCapabilities device(int channels) {
        return new RtpCapabilities(
                List.of(RtpCodecCapability.audio("audio/multiopus", 48000, channels)
                        .preferredPayloadType(100)
                        .parameters(SURROUND)
                        .build()),
                List.of(
                        new RtpHeaderExtension(MediaKind.AUDIO, RtpHeaderExtensionUri.MID, 1, false, null),
                        new RtpHeaderExtension(MediaKind.AUDIO, RtpHeaderExtensionUri.ABS_SEND_TIME, 4, false, null),
                        new RtpHeaderExtension(
                                MediaKind.AUDIO, RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 10, false, null)));
    }

    @Test
    @Upstream("test-multiopus: produce() and consume() succeed")
    void produceAndConsumeSucceed() {
        Producer producer = await(transport.produce(source(SURROUND_WITH_FEC)));
        assertThat(producer.rtpParameters().codecs()).containsExactly(codec(0, SURROUND_WITH_FEC));
        assertThat(router.canConsume(producer.id(), device(6))).isTrue();

        Consumer consumer = await(transport.consume(
                ConsumerOptions.builder(producer.id(), device(6)).build()));

        assertThat(consumer.rtpParameters().codecs()).containsExactly(codec(100, SURROUND_WITH_FEC));
    }

    @Test
    @Upstream("test-multiopus: fails to produce wrong parameters")
    void otherStreamCountsAreRefused() {
        assertFailsWith(transport.produce(source(with(SURROUND, "num_streams", 2))), UnsupportedException.class);
        assertFailsWith(transport.produce(source(with(SURROUND, "coupled_streams", 1))), UnsupportedException.class);
        assertThat(transport.producers()).isEmpty();
    }

    @Test
    @Upstream("test-multiopus: fails to consume wrong channels")
    void otherChannelsCannotConsume() {
        Producer producer = await(transport.produce(source(SURROUND_WITH_FEC)));

        assertThat(router.canConsume(producer.id(), device(8))).isFalse();
        assertFailsWith(
                transport.consume(
                        ConsumerOptions.builder(producer.id(), device(8)).build()),
                UnsupportedException.class);
        assertThat(transport.consumers()).isEmpty();
    }
}
