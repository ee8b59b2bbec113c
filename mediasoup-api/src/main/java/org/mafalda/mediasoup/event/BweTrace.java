package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * The bandwidth estimation changed; bitrates in bit/s.
 *
 * @param timestamp the worker's monotonic clock, in ms
 * @param direction which way it went
 * @param bweType the kind of estimation
 * @param desiredBitrate what the consumers would like
 * @param effectiveDesiredBitrate what they would like after limits
 * @param minBitrate lower limit
 * @param maxBitrate upper limit
 * @param startBitrate initial estimation
 * @param maxPaddingBitrate limit for probing
 * @param availableBitrate the estimation
 */
public record BweTrace(
        long timestamp,
        TraceDirection direction,
        BweType bweType,
        long desiredBitrate,
        long effectiveDesiredBitrate,
        long minBitrate,
        long maxBitrate,
        long startBitrate,
        long maxPaddingBitrate,
        long availableBitrate)
        implements TransportTraceEvent {
    /** Checks the fields. */
    public BweTrace {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(bweType, "bweType");
    }
}
