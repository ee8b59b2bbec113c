package org.mafalda.mediasoup.event;

/** What {@code Consumer.enableTraceEvent} reports. */
public sealed interface ConsumerTraceEvent permits RtpTrace, KeyFrameTrace, NackTrace, PliTrace, FirTrace {
    /** The worker's monotonic clock, in ms. */
    long timestamp();

    /** Which way the packet went. */
    TraceDirection direction();
}
