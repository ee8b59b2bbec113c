package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * An RTCP picture loss indication passed (RFC 4585).
 *
 * @param timestamp the worker's monotonic clock, in ms
 * @param direction which way it went
 * @param ssrc the stream it asks for
 */
public record PliTrace(long timestamp, TraceDirection direction, long ssrc)
        implements ProducerTraceEvent, ConsumerTraceEvent {
    /** Checks the fields. */
    public PliTrace {
        Objects.requireNonNull(direction, "direction");
    }
}
