package org.mafalda.mediasoup.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidArgumentException;

class RtpValuesTest {
    @Test
    void enumsReadAsInMediasoup() {
        assertThat(MediaKind.values()).extracting(Object::toString).containsExactly("audio", "video");
        assertThat(RtpHeaderExtensionDirection.values())
                .extracting(Object::toString)
                .containsExactly("sendrecv", "sendonly", "recvonly", "inactive");
    }

    @Test
    void collectionsAreCopiedAndImmutable() {
        List<RtcpFeedback> feedback = new ArrayList<>(List.of(RtcpFeedback.of("nack")));
        Map<String, Object> settings = new HashMap<>(Map.of("x-google-start-bitrate", 1000));
        RtpCodecParameters codec = RtpCodecParameters.builder("video/VP8", 96, 90000)
                .parameters(settings)
                .rtcpFeedback(feedback)
                .build();
        List<RtpCodecParameters> codecs = new ArrayList<>(List.of(codec));
        RtpParameters parameters = RtpParameters.builder(codecs).build();

        feedback.clear();
        settings.clear();
        codecs.clear();

        assertThat(parameters.codecs()).containsExactly(codec);
        assertThat(codec.rtcpFeedback()).containsExactly(RtcpFeedback.of("nack"));
        assertThat(codec.parameters()).containsExactly(Map.entry("x-google-start-bitrate", 1000L));
        assertThatThrownBy(() -> parameters.codecs().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> codec.rtcpFeedback().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> codec.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void ortcLeavesItsArgumentsAsTheyWere() {
        List<RtpCodecCapability> mediaCodecs =
                List.of(RtpCodecCapability.audio("audio/opus", 48000, 2).build());

        RtpCapabilities router = Ortc.generateRouterRtpCapabilities(mediaCodecs);

        assertThat(mediaCodecs)
                .containsExactly(
                        RtpCodecCapability.audio("audio/opus", 48000, 2).build());
        assertThatThrownBy(() -> router.codecs().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> SupportedRtpCapabilities.ALL.codecs().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void missingOptionalCollectionsAreEmpty() {
        assertThat(new RtpCapabilities(null, null)).isEqualTo(new RtpCapabilities(List.of(), List.of()));
        assertThat(new RtpParameters(null, List.of(), null, null, null, null))
                .isEqualTo(RtpParameters.builder(List.of()).build());
        assertThat(new RtpCodecParameters("audio/opus", 100, 48000, null, null, null))
                .isEqualTo(RtpCodecParameters.builder("audio/opus", 100, 48000).build());
        assertThat(new RtpCodecsEncodingsMapping(null, null))
                .isEqualTo(new RtpCodecsEncodingsMapping(List.of(), List.of()));
    }

    @Test
    @SuppressWarnings("NullAway")
    void missingRequiredPartsAreNamed() {
        assertThatThrownBy(() -> RtpParameters.builder(null).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("codecs must be given [codecs:null]");
        assertThatThrownBy(() -> RtpCodecParameters.builder(null, 96, 90000).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("mimeType must be given [mimeType:null]");
        assertThatThrownBy(() -> new RtpHeaderExtension(null, "urn:x", 1, null, null))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("kind must be given [kind:null]");
        assertThatThrownBy(() -> new RtpCapabilities(Arrays.asList((RtpCodecCapability) null), List.of()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("codecs must not have null elements [codecs:[null]]");
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() ->
                        RtpCodecParameters.builder("video/VP8", 128, 90000).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("payloadType must be between 0 and 127 [payloadType:128]");
        assertThatThrownBy(
                        () -> RtpCodecCapability.audio("audio/opus", 48000, 256).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("channels must be between 0 and 255 [channels:256]");
        assertThatThrownBy(() -> RtpCodecCapability.video("video/VP8", 90000)
                        .preferredPayloadType(-1)
                        .build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("preferredPayloadType must be between 0 and 127 [preferredPayloadType:-1]");
        assertThatThrownBy(() -> RtpEncodingParameters.builder().ssrc(1L << 32).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("ssrc must be between 0 and 4294967295 [ssrc:4294967296]");
        assertThatThrownBy(() -> new RtpEncodingParameters.Rtx(-1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("rtx.ssrc must be between 0 and 4294967295 [rtx.ssrc:-1]");
        assertThatThrownBy(() -> RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 256))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("id must be between 0 and 255 [id:256]");
    }

    @Test
    void buildersStartFromWhatIsThere() {
        RtpEncodingParameters encoding = RtpEncodingParameters.builder()
                .ssrc(1)
                .rid("r")
                .codecPayloadType(96)
                .rtx(new RtpEncodingParameters.Rtx(2))
                .dtx(true)
                .scalabilityMode("L1T3")
                .maxBitrate(3)
                .build();
        RtpParameters parameters = RtpParameters.builder(List.of(RtpCodecParameters.builder("audio/opus", 96, 48000)
                        .channels(2)
                        .build()))
                .mid("0")
                .headerExtensions(List.of(RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 1)))
                .encodings(List.of(encoding))
                .rtcp(new RtcpParameters("c", true))
                .msid("s")
                .build();

        assertThat(encoding.toBuilder().build()).isEqualTo(encoding);
        assertThat(parameters.toBuilder().build()).isEqualTo(parameters);
        assertThat(parameters.toBuilder().mid("1").build().mid()).isEqualTo("1");
        assertThat(SupportedRtpCapabilities.ALL.codecs())
                .allSatisfy(codec -> assertThat(codec.toBuilder().build()).isEqualTo(codec));
    }

    @Test
    void supportedCapabilitiesAreThoseOfMediasoup() {
        assertThat(SupportedRtpCapabilities.ALL.codecs()).hasSize(25);
        assertThat(SupportedRtpCapabilities.ALL.headerExtensions()).hasSize(18);
        assertThat(SupportedRtpCapabilities.ALL)
                .isEqualTo(Ortc.validateAndNormalizeRtpCapabilities(SupportedRtpCapabilities.ALL));
        assertThat(SupportedRtpCapabilities.ALL.codecs().stream()
                        .filter(codec -> codec.preferredPayloadType() != null)
                        .map(codec -> codec.mimeType() + " " + codec.preferredPayloadType()))
                .containsExactly(
                        "audio/PCMU 0", "audio/PCMA 8", "audio/G722 9", "audio/CN 13", "audio/CN 13", "audio/CN 13");
    }
}
