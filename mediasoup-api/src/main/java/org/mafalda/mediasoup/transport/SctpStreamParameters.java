package org.mafalda.mediasoup.transport;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * The number and the reliability of an SCTP stream (RFC 8831, section 6). Immutable.
 *
 * <p>A limit on life time or retransmissions makes a stream unreliable, and such a stream is unordered; there is at
 * most one limit. mediasoup takes the limit 0 for none.
 *
 * @param streamId the stream, 0 to 65534
 * @param ordered whether messages arrive in order and reliably; null means: unless there is a limit
 * @param maxPacketLifeTime how long a packet may be retransmitted, in ms, 0 to 65535
 * @param maxRetransmits how often a packet may be retransmitted, 0 to 65535
 */
public record SctpStreamParameters(
        int streamId,
        @Nullable Boolean ordered,
        @Nullable Integer maxPacketLifeTime,
        @Nullable Integer maxRetransmits) {

    /** Checks the ranges and that the limits agree with each other and with the order. */
    public SctpStreamParameters {
        if (streamId < 0 || streamId > 65_534) {
            throw InvalidArgumentException.of("streamId", streamId, "must be between 0 and 65534");
        }
        boolean lifeTimeLimited = limited("maxPacketLifeTime", maxPacketLifeTime);
        boolean retransmitsLimited = limited("maxRetransmits", maxRetransmits);
        if (lifeTimeLimited && retransmitsLimited) {
            throw InvalidArgumentException.of(
                    "maxRetransmits", maxRetransmits, "must not be given together with maxPacketLifeTime");
        }
        if (Boolean.TRUE.equals(ordered) && (lifeTimeLimited || retransmitsLimited)) {
            throw InvalidArgumentException.of(
                    "ordered", ordered, "must not be true together with maxPacketLifeTime or maxRetransmits");
        }
    }

    private static boolean limited(String field, @Nullable Integer limit) {
        if (limit == null) {
            return false;
        }
        if (limit < 0 || limit > 65_535) {
            throw InvalidArgumentException.of(field, limit, "must be between 0 and 65535");
        }
        return limit > 0;
    }
}
