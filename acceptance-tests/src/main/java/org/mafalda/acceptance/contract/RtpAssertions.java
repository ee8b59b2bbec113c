package org.mafalda.acceptance.contract;

import java.util.List;
import java.util.Objects;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;

/** Short ways into RTP parameters. */
final class RtpAssertions {
    private RtpAssertions() {}

    /** The feedback of a codec as in SDP: {@code "nack pli"}. */
    static List<String> feedback(RtpCodecParameters codec) {
        return codec.rtcpFeedback().stream()
                .map(one -> {
                    String parameter = one.parameter();
                    return parameter == null || parameter.isEmpty() ? one.type() : one.type() + " " + parameter;
                })
                .toList();
    }

    /** The SSRC of an encoding that has one. */
    static long ssrc(RtpEncodingParameters encoding) {
        return Objects.requireNonNull(encoding.ssrc(), "ssrc");
    }
}
