package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * An RTCP NACK passed (RFC 4585).
 *
 * @param timestamp the worker's monotonic clock, in ms
 * @param direction which way it went
 */
public record NackTrace(long timestamp, TraceDirection direction) implements ProducerTraceEvent, ConsumerTraceEvent {
    /** Checks the fields. */
    public NackTrace {
        Objects.requireNonNull(direction, "direction");
    }
}
