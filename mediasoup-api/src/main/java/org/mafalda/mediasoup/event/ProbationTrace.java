package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * An RTP packet was sent to probe the bandwidth.
 *
 * @param timestamp the worker's monotonic clock, in ms
 * @param direction which way it went
 */
public record ProbationTrace(long timestamp, TraceDirection direction) implements TransportTraceEvent {
    /** Checks the fields. */
    public ProbationTrace {
        Objects.requireNonNull(direction, "direction");
    }
}
