package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * An RTCP sender report arrived (RFC 3550).
 *
 * @param timestamp the worker's monotonic clock, in ms
 * @param direction which way it went
 * @param ssrc the sender
 * @param ntpSec NTP time, seconds
 * @param ntpFrac NTP time, fraction
 * @param rtpTs RTP timestamp
 * @param packetCount packets sent so far
 * @param octetCount payload bytes sent so far
 */
public record SrTrace(
        long timestamp,
        TraceDirection direction,
        long ssrc,
        long ntpSec,
        long ntpFrac,
        long rtpTs,
        long packetCount,
        long octetCount)
        implements ProducerTraceEvent {
    /** Checks the fields. */
    public SrTrace {
        Objects.requireNonNull(direction, "direction");
    }
}
