package org.mafalda.mediasoup.event;

/** What {@code Producer.enableTraceEvent} reports. */
public sealed interface ProducerTraceEvent permits RtpTrace, KeyFrameTrace, NackTrace, PliTrace, FirTrace, SrTrace {
    /** The worker's monotonic clock, in ms. */
    long timestamp();

    /** Which way the packet went. */
    TraceDirection direction();
}
