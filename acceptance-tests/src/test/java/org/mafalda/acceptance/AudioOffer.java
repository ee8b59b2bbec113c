package org.mafalda.acceptance;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.DtlsFingerprint;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.FingerprintAlgorithm;
import org.mafalda.mediasoup.transport.IceCandidate;

/**
 * A browser's SDP offer (RFC 8829) with one audio section that sends Opus.
 *
 * @param sdp the offer as it came
 */
record AudioOffer(String sdp) {
    private String find(String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(sdp);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in the offer:\n" + sdp);
        }
        return matcher.group(1);
    }

    private int payloadType() {
        return Integer.parseInt(find("^a=rtpmap:(\\d+) opus/48000/2"));
    }

    private String mid() {
        return find("^a=mid:(\\S+)");
    }

    /** The browser's side of DTLS; it is the client, because the answer says passive. */
    DtlsParameters dtlsParameters() {
        return new DtlsParameters(
                DtlsRole.CLIENT,
                List.of(new DtlsFingerprint(FingerprintAlgorithm.SHA_256, find("^a=fingerprint:sha-256 (\\S+)"))));
    }

    /** What the browser sends. */
    RtpParameters rtpParameters() {
        return RtpParameters.builder(List.of(RtpCodecParameters.builder("audio/opus", payloadType(), 48000)
                        .channels(2)
                        .build()))
                .mid(mid())
                .encodings(List.of(RtpEncodingParameters.builder()
                        .ssrc(Long.parseLong(find("^a=ssrc:(\\d+)")))
                        .build()))
                .rtcp(new RtcpParameters(find("^a=ssrc:\\d+ cname:(\\S+)"), true))
                .build();
    }

    /** The answer that leads the browser to the transport. */
    String answerOf(WebRtcTransport transport) {
        DtlsFingerprint fingerprint = transport.dtlsParameters().fingerprints().stream()
                .filter(one -> one.algorithm() == FingerprintAlgorithm.SHA_256)
                .findFirst()
                .orElseThrow();
        List<String> lines = List.of(
                "v=0",
                "o=mafalda 1 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=ice-lite",
                "a=group:BUNDLE " + mid(),
                "m=audio 7 UDP/TLS/RTP/SAVPF " + payloadType(),
                "c=IN IP4 127.0.0.1",
                "a=mid:" + mid(),
                "a=recvonly",
                "a=rtcp-mux",
                "a=rtcp-rsize",
                "a=rtpmap:" + payloadType() + " opus/48000/2",
                "a=setup:passive",
                "a=fingerprint:" + fingerprint.algorithm() + " " + fingerprint.value(),
                "a=ice-ufrag:" + transport.iceParameters().usernameFragment(),
                "a=ice-pwd:" + transport.iceParameters().password(),
                transport.iceCandidates().stream().map(AudioOffer::line).collect(Collectors.joining("\r\n")),
                "a=end-of-candidates",
                "");
        return String.join("\r\n", lines);
    }

    private static String line(IceCandidate candidate) {
        return String.format(
                Locale.ROOT,
                "a=candidate:%s 1 %s %d %s %d typ %s",
                candidate.foundation(),
                candidate.protocol(),
                candidate.priority(),
                candidate.address(),
                candidate.port(),
                candidate.type());
    }
}
