package org.mafalda.mediasoup.dump;

import org.jspecify.annotations.Nullable;

/**
 * The ids, 1 to 255, of the RTP header extensions (RFC 8285) that a transport reads. Immutable.
 *
 * @param mid MID (RFC 8843); null: not negotiated
 * @param rid rtpStreamId (RFC 8852); null: not negotiated
 * @param rrid repairedRtpStreamId (RFC 8852); null: not negotiated
 * @param absSendTime absolute send time; null: not negotiated
 * @param transportWideCc01 transport-wide congestion control; null: not negotiated
 */
public record RecvRtpHeaderExtensions(
        @Nullable Integer mid,
        @Nullable Integer rid,
        @Nullable Integer rrid,
        @Nullable Integer absSendTime,
        @Nullable Integer transportWideCc01) {}
