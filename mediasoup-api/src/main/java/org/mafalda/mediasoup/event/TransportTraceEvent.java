package org.mafalda.mediasoup.event;

/** What {@code Transport.enableTraceEvent} reports. */
public sealed interface TransportTraceEvent permits ProbationTrace, BweTrace {
    /** The worker's monotonic clock, in ms. */
    long timestamp();

    /** Which way the packet went. */
    TraceDirection direction();
}
