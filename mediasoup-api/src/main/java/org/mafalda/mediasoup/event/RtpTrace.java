package org.mafalda.mediasoup.event;

import java.util.Objects;

/**
 * An RTP packet passed.
 *
 * @param timestamp the worker's monotonic clock, in ms
 * @param direction which way it went
 * @param packet the packet
 * @param isRtx whether it is a retransmission
 */
public record RtpTrace(long timestamp, TraceDirection direction, RtpPacketTrace packet, boolean isRtx)
        implements ProducerTraceEvent, ConsumerTraceEvent {
    /** Checks the fields. */
    public RtpTrace {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(packet, "packet");
    }
}
