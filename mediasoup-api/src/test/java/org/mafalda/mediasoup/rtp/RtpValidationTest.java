package org.mafalda.mediasoup.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

class RtpValidationTest {
    @Test
    void unsetPartsOfCapabilitiesGetTheirDefaults() {
        RtpCapabilities normalized = Ortc.validateAndNormalizeRtpCapabilities(new RtpCapabilities(
                List.of(
                        new RtpCodecCapability(MediaKind.AUDIO, "audio/PCMU", 0, 8000, null, Map.of(), List.of()),
                        RtpCodecCapability.video("video/VP8", 90000)
                                .rtcpFeedback(List.of(RtcpFeedback.of("nack")))
                                .build()),
                List.of(new RtpHeaderExtension(MediaKind.VIDEO, "urn:unknown", 1, null, null))));

        assertThat(normalized)
                .isEqualTo(new RtpCapabilities(
                        List.of(
                                new RtpCodecCapability(MediaKind.AUDIO, "audio/PCMU", 0, 8000, 1, Map.of(), List.of()),
                                RtpCodecCapability.video("video/VP8", 90000)
                                        .rtcpFeedback(List.of(RtcpFeedback.of("nack", "")))
                                        .build()),
                        List.of(new RtpHeaderExtension(
                                MediaKind.VIDEO, "urn:unknown", 1, false, RtpHeaderExtensionDirection.SENDRECV))));
        assertThat(Ortc.validateAndNormalizeRtpCapabilities(normalized)).isEqualTo(normalized);
    }

    @Test
    void kindAndChannelsFollowTheMimeType() {
        RtpCodecCapability mistaken =
                RtpCodecCapability.audio("VIDEO/vp8", 90000, 2).build();

        assertThat(capabilities(mistaken).codecs())
                .containsExactly(RtpCodecCapability.video("VIDEO/vp8", 90000).build());
    }

    @Test
    void unsetPartsOfParametersGetTheirDefaults() {
        RtpParameters normalized = Ortc.validateAndNormalizeRtpParameters(RtpParameters.builder(List.of(
                        RtpCodecParameters.builder("audio/PCMU", 0, 8000).build(),
                        RtpCodecParameters.builder("video/VP8", 96, 90000)
                                .channels(2)
                                .build()))
                .mid("m")
                .msid("s")
                .headerExtensions(List.of(RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 1)))
                .encodings(List.of(RtpEncodingParameters.builder().ssrc(1).build()))
                .build());

        assertThat(normalized)
                .isEqualTo(new RtpParameters(
                        "m",
                        List.of(
                                RtpCodecParameters.builder("audio/PCMU", 0, 8000)
                                        .channels(1)
                                        .build(),
                                RtpCodecParameters.builder("video/VP8", 96, 90000)
                                        .build()),
                        List.of(new RtpHeaderExtensionParameters(RtpHeaderExtensionUri.MID, 1, false, Map.of())),
                        List.of(RtpEncodingParameters.builder()
                                .ssrc(1)
                                .dtx(false)
                                .build()),
                        new RtcpParameters(null, true),
                        "s"));
        assertThat(Ortc.validateAndNormalizeRtpParameters(normalized)).isEqualTo(normalized);
    }

    @Test
    void reducedSizeIsAlwaysTrue() {
        RtpParameters parameters = RtpParameters.builder(List.of())
                .rtcp(new RtcpParameters("cname", false))
                .build();

        assertThat(Ortc.validateAndNormalizeRtpParameters(parameters).rtcp())
                .isEqualTo(new RtcpParameters("cname", true));
    }

    @Test
    void errorsNameFieldRuleAndValue() {
        RtpCodecCapability good = RtpCodecCapability.video("video/VP8", 90000).build();

        assertInvalid(
                () -> capabilities(
                        good, RtpCodecCapability.video("text/VP8", 90000).build()),
                "rtpCapabilities.codecs[1].mimeType must be audio/<subtype> or video/<subtype>"
                        + " [rtpCapabilities.codecs[1].mimeType:text/VP8]");
        assertInvalid(
                () -> capabilities(with(Map.of("useinbandfec", true))),
                "rtpCapabilities.codecs[0].parameters.useinbandfec must be a string or a number"
                        + " [rtpCapabilities.codecs[0].parameters.useinbandfec:true]");
        assertInvalid(
                () -> capabilities(with(Map.of("apt", "96"))),
                "rtpCapabilities.codecs[0].parameters.apt must be a number"
                        + " [rtpCapabilities.codecs[0].parameters.apt:96]");
        assertInvalid(
                () -> capabilities(good.toBuilder()
                        .rtcpFeedback(List.of(RtcpFeedback.of("")))
                        .build()),
                "rtpCapabilities.codecs[0].rtcpFeedback[0].type must not be empty"
                        + " [rtpCapabilities.codecs[0].rtcpFeedback[0].type:]");
        assertInvalid(
                () -> Ortc.generateRouterRtpCapabilities(
                        List.of(RtpCodecCapability.video("VP8", 90000).build())),
                "mediaCodecs[0].mimeType must be audio/<subtype> or video/<subtype> [mediaCodecs[0].mimeType:VP8]");
    }

    @Test
    void errorsInParametersNameFieldRuleAndValue() {
        RtpCodecParameters good =
                RtpCodecParameters.builder("video/VP8", 96, 90000).build();
        Map<String, Object> unset = new HashMap<>();
        unset.put("foo", null);

        assertInvalid(
                () -> Ortc.validateAndNormalizeRtpParameters(RtpParameters.builder(
                                List.of(good.toBuilder().parameters(unset).build()))
                        .build()),
                "rtpParameters.codecs[0].parameters.foo must be a string or a number"
                        + " [rtpParameters.codecs[0].parameters.foo:null]");
        assertInvalid(
                () -> Ortc.validateAndNormalizeRtpParameters(RtpParameters.builder(List.of(good))
                        .headerExtensions(List.of(RtpHeaderExtensionParameters.of("", 1)))
                        .build()),
                "rtpParameters.headerExtensions[0].uri must not be empty [rtpParameters.headerExtensions[0].uri:]");
        assertInvalid(
                () -> Ortc.validateAndNormalizeRtpParameters(RtpParameters.builder(List.of(good))
                        .headerExtensions(
                                List.of(new RtpHeaderExtensionParameters("urn:x", 1, null, Map.of("a", List.of(1)))))
                        .build()),
                "rtpParameters.headerExtensions[0].parameters.a must be a string or a number"
                        + " [rtpParameters.headerExtensions[0].parameters.a:[1]]");
    }

    @Test
    void sctpStreamsAreOrderedUnlessLimited() {
        assertThat(sctp(null, null, null).ordered()).isTrue();
        assertThat(sctp(null, 0, 0).ordered()).isTrue();
        assertThat(sctp(null, 100, null).ordered()).isFalse();
        assertThat(sctp(null, null, 3).ordered()).isFalse();
        assertThat(sctp(false, null, null).ordered()).isFalse();
        assertThat(sctp(true, null, null)).isEqualTo(new SctpStreamParameters(7, true, null, null));
    }

    @Test
    void contradictorySctpStreamsAreRefused() {
        assertThatThrownBy(() -> sctp(false, 100, 3)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> sctp(true, 100, null)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> sctp(true, null, 3)).isInstanceOf(InvalidArgumentException.class);
    }

    private static SctpStreamParameters sctp(
            @Nullable Boolean ordered, @Nullable Integer maxPacketLifeTime, @Nullable Integer maxRetransmits) {
        return Ortc.validateAndNormalizeSctpStreamParameters(
                new SctpStreamParameters(7, ordered, maxPacketLifeTime, maxRetransmits));
    }

    private static RtpCodecCapability with(Map<String, Object> parameters) {
        return RtpCodecCapability.video("video/VP8", 90000)
                .parameters(parameters)
                .build();
    }

    private static RtpCapabilities capabilities(RtpCodecCapability... codecs) {
        return Ortc.validateAndNormalizeRtpCapabilities(new RtpCapabilities(List.of(codecs), List.of()));
    }

    private static void assertInvalid(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InvalidArgumentException.class).hasMessage(message);
    }
}
