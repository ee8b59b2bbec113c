package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * A packet that starts a key frame passed.
 *
 * @param timestamp the worker's monotonic clock, in ms
 * @param direction which way it went
 * @param packet the packet
 * @param isRtx whether it is a retransmission
 */
public record KeyFrameTrace(long timestamp, TraceDirection direction, RtpPacketTrace packet, boolean isRtx)
        implements ProducerTraceEvent, ConsumerTraceEvent {
    /** Checks the fields. */
    public KeyFrameTrace {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(packet, "packet");
    }
}
