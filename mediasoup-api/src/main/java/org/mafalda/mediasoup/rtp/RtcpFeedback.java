package org.mafalda.mediasoup.rtp;

import org.jspecify.annotations.Nullable;

/**
 * An RTCP feedback message that a codec supports (RFC 4585).
 *
 * @param type the kind of message, for instance {@code "nack"}, {@code "ccm"}, {@code "transport-cc"}
 * @param parameter refines the type, for instance {@code "pli"}; unset and empty mean the same
 */
public record RtcpFeedback(String type, @Nullable String parameter) {
    public RtcpFeedback {
        RtpFields.given("type", type);
    }

    /** A feedback message without a parameter. */
    public static RtcpFeedback of(String type) {
        return new RtcpFeedback(type, null);
    }

    /** A feedback message with a parameter: {@code of("nack", "pli")}. */
    public static RtcpFeedback of(String type, String parameter) {
        return new RtcpFeedback(type, parameter);
    }
}
