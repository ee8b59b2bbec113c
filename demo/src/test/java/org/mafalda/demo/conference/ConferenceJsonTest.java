package org.mafalda.demo.conference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpHeaderExtension;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionDirection;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.DtlsFingerprint;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.FingerprintAlgorithm;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceCandidateTcpType;
import org.mafalda.mediasoup.transport.IceCandidateType;
import org.mafalda.mediasoup.transport.TransportProtocol;
import tools.jackson.core.JacksonException;

class ConferenceJsonTest {
    /** As Chromium 156 and mediasoup-client send them, shortened. */
    private static final String CHROMIUM_CAPABILITIES = """
            {"codecs":[
              {"mimeType":"audio/opus","kind":"audio","preferredPayloadType":100,"clockRate":48000,"channels":2,
               "parameters":{"minptime":10,"useinbandfec":1},
               "rtcpFeedback":[{"type":"transport-cc","parameter":""},{"type":"nack","parameter":""}]},
              {"mimeType":"video/VP8","kind":"video","preferredPayloadType":101,"clockRate":90000,"parameters":{},
               "rtcpFeedback":[{"type":"nack","parameter":"pli"}]},
              {"mimeType":"video/rtx","kind":"video","preferredPayloadType":102,"clockRate":90000,
               "parameters":{"apt":101},"rtcpFeedback":[]}],
             "headerExtensions":[
              {"kind":"audio","uri":"urn:ietf:params:rtp-hdrext:sdes:mid","preferredId":1,"preferredEncrypt":false,
               "direction":"sendrecv"},
              {"kind":"video","uri":"http://www.webrtc.org/experiments/rtp-hdrext/video-layers-allocation00",
               "preferredId":14,"preferredEncrypt":false}],
             "aFieldOfTomorrow":{"x":1}}
            """;

    @Test
    void capabilitiesOfABrowserKeepUnknownHeaderExtensions() {
        RtpCapabilities capabilities = ConferenceJson.read(CHROMIUM_CAPABILITIES, RtpCapabilities.class);

        assertThat(capabilities.headerExtensions())
                .containsExactly(
                        new RtpHeaderExtension(
                                MediaKind.AUDIO,
                                "urn:ietf:params:rtp-hdrext:sdes:mid",
                                1,
                                false,
                                RtpHeaderExtensionDirection.SENDRECV),
                        new RtpHeaderExtension(
                                MediaKind.VIDEO,
                                "http://www.webrtc.org/experiments/rtp-hdrext/video-layers-allocation00",
                                14,
                                false,
                                null));
        assertThat(capabilities.codecs().get(0))
                .isEqualTo(RtpCodecCapability.audio("audio/opus", 48_000, 2)
                        .preferredPayloadType(100)
                        .parameters(Map.of("minptime", 10, "useinbandfec", 1))
                        .rtcpFeedback(List.of(RtcpFeedback.of("transport-cc", ""), RtcpFeedback.of("nack", "")))
                        .build());
    }

    @Test
    void whatIsWrittenReadsAsTheSame() {
        RtpCapabilities capabilities = ConferenceJson.read(CHROMIUM_CAPABILITIES, RtpCapabilities.class);

        assertThat(ConferenceJson.read(ConferenceJson.write(capabilities), RtpCapabilities.class))
                .isEqualTo(capabilities);
    }

    @Test
    void unsetFieldsAreLeftOutAndEnumsAreMediasoupsWords() {
        IceCandidate candidate = new IceCandidate(
                "tcpcandidate",
                1_078_862_079,
                "127.0.0.1",
                TransportProtocol.TCP,
                40_000,
                IceCandidateType.HOST,
                IceCandidateTcpType.PASSIVE);
        DtlsParameters dtlsParameters = new DtlsParameters(
                DtlsRole.AUTO, List.of(new DtlsFingerprint(FingerprintAlgorithm.SHA_1, "AA:".repeat(19) + "AA")));

        assertThat(ConferenceJson.write(candidate))
                .contains("\"protocol\":\"tcp\"", "\"type\":\"host\"", "\"tcpType\":\"passive\"");
        assertThat(ConferenceJson.write(dtlsParameters)).contains("\"role\":\"auto\"", "\"algorithm\":\"sha-1\"");
        assertThat(ConferenceJson.write(new DtlsParameters(null, List.of()))).isEqualTo("{\"fingerprints\":[]}");
        assertThat(ConferenceJson.write(
                        new Messages.ProducerView("p", MediaKind.AUDIO, Messages.Source.SCREEN_AUDIO, true)))
                .isEqualTo("{\"id\":\"p\",\"kind\":\"audio\",\"source\":\"screen-audio\",\"paused\":true}");
    }

    @Test
    void largeSsrcsSurvive() {
        String json = "{\"codecs\":[],\"encodings\":[{\"ssrc\":4294967295,\"rtx\":{\"ssrc\":4294967294}}]}";

        assertThat(ConferenceJson.read(json, RtpParameters.class)
                        .encodings()
                        .get(0)
                        .ssrc())
                .isEqualTo(4_294_967_295L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"video\",\"mimeType\":\"video/VP8\"}",
                "{\"kind\":\"video\",\"mimeType\":\"video/VP8\",\"clockRate\":\"90000\"}",
                "{\"kind\":\"video\",\"mimeType\":\"video/VP8\",\"clockRate\":90000.5}",
                "{\"kind\":\"VIDEO\",\"mimeType\":\"video/VP8\",\"clockRate\":90000}",
                "{\"kind\":0,\"mimeType\":\"video/VP8\",\"clockRate\":90000}",
                "{\"kind\":\"video\",\"clockRate\":90000}",
                "{\"kind\":\"video\",\"kind\":\"video\",\"mimeType\":\"video/VP8\",\"clockRate\":90000}",
                "{\"kind\":\"video\",\"mimeType\":\"video/VP8\",\"clockRate\":90000} trailing",
                "[]",
                "{"
            })
    void codecsThatBreakARuleAreRefused(String json) {
        assertThatThrownBy(() -> ConferenceJson.read(json, RtpCodecCapability.class))
                .isInstanceOf(JacksonException.class);
    }
}
