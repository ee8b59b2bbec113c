package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpMapping;

final class RtpParametersFbsTest {
    private static final long HIGHEST_SSRC = 0xFFFF_FFFFL;

    @Test
    void everythingSurvivesTheRoundTrip() {
        RtpParameters parameters = new RtpParameters(
                "mid-1",
                List.of(
                        RtpCodecParameters.builder("audio/opus", 111, 48000)
                                .channels(2)
                                .parameters(Map.of("useinbandfec", 1, "foo", "bar", "gain", 0.5, "on", true))
                                .rtcpFeedback(
                                        List.of(RtcpFeedback.of("transport-cc", ""), RtcpFeedback.of("nack", "pli")))
                                .build(),
                        RtpCodecParameters.builder("video/rtx", 112, 90000)
                                .parameters(Map.of("apt", 111, "list", List.of(1, -2)))
                                .build()),
                List.of(new RtpHeaderExtensionParameters(
                        RtpHeaderExtensionUri.PACKET_ID, 255, true, Map.of("vad", "on"))),
                List.of(
                        new RtpEncodingParameters(
                                HIGHEST_SSRC,
                                "r0",
                                111,
                                new RtpEncodingParameters.Rtx(HIGHEST_SSRC - 1),
                                true,
                                "L1T3",
                                5_000_000_000L),
                        new RtpEncodingParameters(null, "r1", null, null, false, null, null)),
                new RtcpParameters("cname", false),
                "stream track");

        assertThat(roundTrip(parameters)).isEqualTo(parameters);
    }

    @Test
    void whatIsUnsetStaysUnsetOrGetsItsDefault() {
        RtpParameters parameters = RtpParameters.builder(List.of(
                        RtpCodecParameters.builder("video/VP8", 96, 90000).build()))
                .encodings(List.of(RtpEncodingParameters.builder().build()))
                .build();

        RtpParameters read = roundTrip(parameters);

        assertThat(read.mid()).isNull();
        assertThat(read.msid()).isNull();
        assertThat(read.codecs()).isEqualTo(parameters.codecs());
        assertThat(read.encodings())
                .containsExactly(RtpEncodingParameters.builder().dtx(false).build());
        assertThat(read.rtcp()).isEqualTo(new RtcpParameters(null, true));
    }

    @Test
    void zeroIsNotTakenForUnset() {
        RtpCodecParameters codec =
                RtpCodecParameters.builder("audio/PCMU", 0, 8000).channels(0).build();
        RtpEncodingParameters encoding = new RtpEncodingParameters(0L, null, 0, null, false, null, 0L);
        RtpParameters parameters = RtpParameters.builder(List.of(codec))
                .encodings(List.of(encoding))
                .build();

        RtpParameters read = roundTrip(parameters);

        assertThat(read.codecs()).containsExactly(codec);
        assertThat(read.encodings()).containsExactly(encoding);
    }

    @Test
    void everyHeaderExtensionSurvivesTheRoundTrip() {
        List<RtpHeaderExtensionParameters> extensions = RtpHeaderExtensionFbs.URIS.stream()
                .map(uri -> new RtpHeaderExtensionParameters(uri, 3, false, Map.of()))
                .toList();
        RtpParameters parameters =
                RtpParameters.builder(List.of()).headerExtensions(extensions).build();

        assertThat(roundTrip(parameters).headerExtensions()).isEqualTo(extensions);
    }

    @Test
    void unknownHeaderExtensionIsRefused() {
        RtpParameters parameters = RtpParameters.builder(List.of())
                .headerExtensions(List.of(RtpHeaderExtensionParameters.of("urn:example:unknown", 1)))
                .build();

        assertThatThrownBy(() -> roundTrip(parameters))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("urn:example:unknown");
    }

    @Test
    void numbersWithoutFractionBecomeIntegers() {
        assertThat(parameter(1.0)).isEqualTo(1L);
        assertThat(parameter(1)).isEqualTo(1L);
        assertThat(parameter(Integer.MIN_VALUE)).isEqualTo((long) Integer.MIN_VALUE);
    }

    @Test
    void numbersOfMoreThan32BitsBecomeDoubles() {
        assertThat(parameter(1L << 40)).isEqualTo((double) (1L << 40));
        assertThat(parameter(1L << 31)).isEqualTo((double) (1L << 31));
    }

    @Test
    void parametersThatTheWorkerCannotTakeAreRefused() {
        List<@Nullable Object> refused =
                Arrays.asList(null, Map.of("a", 1), List.of("a"), List.of(0.5), List.of(1L << 40));

        assertThat(refused)
                .allSatisfy(value -> assertThatThrownBy(() -> parameter(value))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("parameters.key"));
    }

    @Test
    void builderIsUsableAfterARefusal() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RtpParameters refused = RtpParameters.builder(List.of())
                .headerExtensions(List.of(RtpHeaderExtensionParameters.of("urn:example:unknown", 1)))
                .build();
        RtpParameters accepted = RtpParameters.builder(List.of()).mid("1").build();
        assertThatThrownBy(() -> RtpParametersFbs.write(builder, refused)).isInstanceOf(InvalidArgumentException.class);

        builder.clear();

        assertThat(roundTrip(builder, accepted).mid()).isEqualTo("1");
    }

    @Test
    void mappingSurvivesTheRoundTrip() {
        RtpCodecsEncodingsMapping mapping = new RtpCodecsEncodingsMapping(
                List.of(
                        new RtpCodecsEncodingsMapping.CodecMapping(111, 100),
                        new RtpCodecsEncodingsMapping.CodecMapping(0, 127)),
                List.of(
                        new RtpCodecsEncodingsMapping.EncodingMapping(HIGHEST_SSRC, null, HIGHEST_SSRC - 1),
                        new RtpCodecsEncodingsMapping.EncodingMapping(null, "r1", 1),
                        new RtpCodecsEncodingsMapping.EncodingMapping(0L, null, 2)));
        FlatBufferBuilder builder = new FlatBufferBuilder();

        builder.finish(RtpMappingFbs.write(builder, mapping));

        assertThat(RtpMappingFbs.read(RtpMapping.getRootAsRtpMapping(builder.dataBuffer())))
                .isEqualTo(mapping);
    }

    private static @Nullable Object parameter(@Nullable Object value) {
        RtpParameters parameters = RtpParameters.builder(List.of(RtpCodecParameters.builder("video/VP8", 96, 90000)
                        .parameters(Collections.singletonMap("key", value))
                        .build()))
                .build();
        return roundTrip(parameters).codecs().get(0).parameters().get("key");
    }

    private static RtpParameters roundTrip(RtpParameters parameters) {
        return roundTrip(new FlatBufferBuilder(), parameters);
    }

    private static RtpParameters roundTrip(FlatBufferBuilder builder, RtpParameters parameters) {
        builder.finish(RtpParametersFbs.write(builder, parameters));
        return RtpParametersFbs.read(
                org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpParameters.getRootAsRtpParameters(
                        builder.dataBuffer()));
    }
}
