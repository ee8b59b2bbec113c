package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * An RTCP full intra request passed (RFC 5104).
 *
 * @param timestamp the worker's monotonic clock, in ms
 * @param direction which way it went
 * @param ssrc the stream it asks for
 */
public record FirTrace(long timestamp, TraceDirection direction, long ssrc)
        implements ProducerTraceEvent, ConsumerTraceEvent {
    /** Checks the fields. */
    public FirTrace {
        Objects.requireNonNull(direction, "direction");
    }
}
