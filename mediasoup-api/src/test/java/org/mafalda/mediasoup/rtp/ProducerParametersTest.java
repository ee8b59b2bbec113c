package org.mafalda.mediasoup.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.UnsupportedException;

/** What mediasoup's own tests do not reach: routers and producers. */
class ProducerParametersTest {
    private static final RtpCodecCapability VP8 =
            RtpCodecCapability.video("video/VP8", 90000).build();
    private static final RtpCodecCapability PCMU =
            RtpCodecCapability.audio("audio/PCMU", 8000, 1).build();

    private final RandomGenerator random = new SplittableRandom(1);
    private final RtpCapabilities router = Ortc.generateRouterRtpCapabilities(List.of(VP8));

    @Test
    void dynamicPayloadTypesStartAt100AndEndAt99() {
        List<RtpCodecCapability> codecs = IntStream.range(0, 16)
                .mapToObj(i -> RtpCodecCapability.video("video/VP9", 90000)
                        .parameters(Map.of("profile-id", i))
                        .build())
                .toList();

        assertThat(Ortc.generateRouterRtpCapabilities(codecs).codecs())
                .extracting(RtpCodecCapability::preferredPayloadType)
                .containsExactlyElementsOf(IntStream.concat(IntStream.rangeClosed(100, 127), IntStream.range(96, 100))
                        .boxed()
                        .toList());
    }

    @Test
    void staticPayloadTypesAreKept() {
        assertThat(Ortc.generateRouterRtpCapabilities(List.of(PCMU, VP8)).codecs())
                .extracting(RtpCodecCapability::preferredPayloadType)
                .containsExactly(0, 100, 101);
    }

    @Test
    void payloadTypeInUseIsRefused() {
        RtpCodecCapability onRtx = VP8.toBuilder().preferredPayloadType(101).build();

        assertThatThrownBy(() -> Ortc.generateRouterRtpCapabilities(List.of(VP8, onRtx)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("mediaCodecs[1].preferredPayloadType must not be that of another codec of the router"
                        + " [mediaCodecs[1].preferredPayloadType:101]");
    }

    @Test
    void mimeTypesMatchInAnyCase() {
        RtpCodecCapability lowerCase =
                RtpCodecCapability.video("video/vp8", 90000).build();

        assertThat(Ortc.generateRouterRtpCapabilities(List.of(lowerCase))
                        .codecs()
                        .get(0)
                        .mimeType())
                .isEqualTo("video/VP8");
    }

    @Test
    void vp9ProfilesMustBeTheSame() {
        RtpCapabilities profiles = Ortc.generateRouterRtpCapabilities(List.of(
                RtpCodecCapability.video("video/VP9", 90000).build(),
                RtpCodecCapability.video("video/VP9", 90000)
                        .parameters(Map.of("profile-id", 2))
                        .build()));

        assertThat(mappedPayloadType("video/VP9", Map.of(), profiles)).isEqualTo(100);
        assertThat(mappedPayloadType("video/VP9", Map.of("profile-id", 0), profiles))
                .isEqualTo(100);
        assertThat(mappedPayloadType("video/VP9", Map.of("profile-id", 2), profiles))
                .isEqualTo(102);
        assertThat(mappedPayloadType("video/VP9", Map.of("profile-id", 2.0), profiles))
                .isEqualTo(102);
        assertThatThrownBy(() -> mappedPayloadType("video/VP9", Map.of("profile-id", 1), profiles))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("parameters:{profile-id=1}");
    }

    @Test
    void h264ProfilesAndPacketizationModesMustBeTheSame() {
        RtpCapabilities profiles = Ortc.generateRouterRtpCapabilities(List.of(
                h264(Map.of("packetization-mode", 1, "profile-level-id", "42e01f")),
                h264(Map.of("packetization-mode", 1, "profile-level-id", "640c1f")),
                h264(Map.of("profile-level-id", "42e01f"))));

        assertThat(mappedPayloadType(
                        "video/H264", Map.of("packetization-mode", 1, "profile-level-id", "640c34"), profiles))
                .isEqualTo(102);
        assertThat(mappedPayloadType("video/H264", Map.of("profile-level-id", "42c015"), profiles))
                .isEqualTo(104);
        assertThatThrownBy(() -> mappedPayloadType("video/H264", Map.of("profile-level-id", "4d001f"), profiles))
                .isInstanceOf(UnsupportedException.class);
    }

    @Test
    void h264LevelIsNegotiated() {
        RtpCapabilities level31 = Ortc.generateRouterRtpCapabilities(
                List.of(h264(Map.of("level-asymmetry-allowed", 0, "profile-level-id", "42e01f"))));
        RtpParameters producer = producer(RtpCodecParameters.builder("video/H264", 96, 90000)
                .parameters(Map.of("profile-level-id", "42c034"))
                .build());

        ProducerRtpParametersMapping mapping = Ortc.getProducerRtpParametersMapping(producer, level31, random);
        RtpParameters consumable = Ortc.getConsumableRtpParameters(
                MediaKind.VIDEO, mapping.rtpParameters(), level31, mapping.rtpMapping());

        assertThat(mapping.rtpParameters().codecs().get(0).parameters())
                .containsExactly(Map.entry("profile-level-id", "42e01f"));
        assertThat(consumable.codecs().get(0).parameters()).containsExactly(Map.entry("profile-level-id", "42e01f"));
        assertThat(producer.codecs().get(0).parameters()).containsExactly(Map.entry("profile-level-id", "42c034"));
    }

    @Test
    void rtxMustNameItsMediaCodec() {
        RtpParameters producer = producer(
                RtpCodecParameters.builder("video/VP8", 96, 90000).build(),
                RtpCodecParameters.builder("video/rtx", 97, 90000)
                        .parameters(Map.of("apt", 98))
                        .build());

        assertThatThrownBy(() -> Ortc.getProducerRtpParametersMapping(producer, router, random))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("rtpParameters.codecs[1].parameters.apt must be the payload type of a media codec"
                        + " [rtpParameters.codecs[1].parameters.apt:98]");
    }

    @Test
    void rtxMustBeSupportedByTheRouter() {
        RtpParameters producer = producer(
                RtpCodecParameters.builder("audio/PCMU", 0, 8000).channels(1).build(),
                RtpCodecParameters.builder("audio/rtx", 97, 8000)
                        .parameters(Map.of("apt", 0))
                        .build());

        assertThatThrownBy(() -> Ortc.getProducerRtpParametersMapping(
                        producer, Ortc.generateRouterRtpCapabilities(List.of(PCMU)), random))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("RTX not supported by the router for this codec"
                        + " [mimeType:audio/PCMU, clockRate:8000, channels:1]");
    }

    @Test
    void mappingOfOtherParametersIsRefused() {
        RtpParameters producer =
                producer(RtpCodecParameters.builder("video/VP8", 96, 90000).build());
        RtpCodecsEncodingsMapping none = new RtpCodecsEncodingsMapping(List.of(), List.of());
        RtpCodecsEncodingsMapping noEncodings =
                new RtpCodecsEncodingsMapping(List.of(new RtpCodecsEncodingsMapping.CodecMapping(96, 100)), List.of());

        assertThatThrownBy(() -> Ortc.getConsumableRtpParameters(MediaKind.VIDEO, producer, router, none))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("rtpMapping.codecs must map payload type 96 [rtpMapping.codecs:[]]");
        assertThatThrownBy(() -> Ortc.getConsumableRtpParameters(MediaKind.VIDEO, producer, router, noEncodings))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("rtpMapping.encodings must map every encoding [rtpMapping.encodings:[]]");
    }

    @Test
    void consumableExtensionsAreThoseThatRoutersSend() {
        assertThat(consumableExtensions(List.of()))
                .contains(RtpHeaderExtensionUri.MID, RtpHeaderExtensionUri.TRANSPORT_WIDE_CC)
                .doesNotContain(
                        RtpHeaderExtensionUri.RTP_STREAM_ID,
                        RtpHeaderExtensionUri.DEPENDENCY_DESCRIPTOR,
                        RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL);
    }

    @Test
    void captureTimeIsConsumableOnlyIfProduced() {
        assertThat(consumableExtensions(List.of())).doesNotContain(RtpHeaderExtensionUri.ABS_CAPTURE_TIME);
        assertThat(consumableExtensions(
                        List.of(RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.ABS_CAPTURE_TIME, 3))))
                .contains(RtpHeaderExtensionUri.ABS_CAPTURE_TIME);
    }

    private static RtpCodecCapability h264(Map<String, Object> parameters) {
        return RtpCodecCapability.video("video/H264", 90000)
                .parameters(parameters)
                .build();
    }

    private static RtpParameters producer(RtpCodecParameters... codecs) {
        return RtpParameters.builder(List.of(codecs))
                .encodings(List.of(RtpEncodingParameters.builder().ssrc(1).build()))
                .build();
    }

    private int mappedPayloadType(String mimeType, Map<String, Object> parameters, RtpCapabilities capabilities) {
        RtpParameters producer = producer(RtpCodecParameters.builder(mimeType, 96, 90000)
                .parameters(parameters)
                .build());
        return Ortc.getProducerRtpParametersMapping(producer, capabilities, random)
                .rtpMapping()
                .codecs()
                .get(0)
                .mappedPayloadType();
    }

    private RtpParameters consumable(RtpParameters given, RtpCapabilities capabilities) {
        RtpParameters producer = Ortc.validateAndNormalizeRtpParameters(given);
        ProducerRtpParametersMapping mapping = Ortc.getProducerRtpParametersMapping(producer, capabilities, random);
        return Ortc.getConsumableRtpParameters(
                MediaKind.VIDEO, mapping.rtpParameters(), capabilities, mapping.rtpMapping());
    }

    private List<String> consumableExtensions(List<RtpHeaderExtensionParameters> produced) {
        RtpParameters producer = producer(
                        RtpCodecParameters.builder("video/VP8", 96, 90000).build())
                .toBuilder()
                .headerExtensions(produced)
                .build();
        return consumable(producer, router).headerExtensions().stream()
                .map(RtpHeaderExtensionParameters::uri)
                .toList();
    }
}
