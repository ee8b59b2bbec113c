package org.mafalda.mediasoup;

/**
 * Why an object was closed: the call or the event that began it. When a router is closed, its transports and all below
 * them report {@link RouterClosed}.
 */
public sealed interface CloseReason {
    /** Its own {@code close()} was called. */
    record Called() implements CloseReason {}

    /** The transport above it was closed. */
    record TransportClosed() implements CloseReason {}

    /** The producer that it consumes was closed. */
    record ProducerClosed() implements CloseReason {}

    /** The data producer that it consumes was closed. */
    record DataProducerClosed() implements CloseReason {}

    /** The router above it was closed. */
    record RouterClosed() implements CloseReason {}

    /** The WebRtcServer whose ports it used was closed. */
    record ListenServerClosed() implements CloseReason {}

    /** The worker above it was closed. */
    record WorkerClosed() implements CloseReason {}

    /**
     * The worker above it, or the worker itself, died.
     *
     * @param death how the worker ended
     */
    record WorkerDied(WorkerDeath death) implements CloseReason {}

    /** The {@code Mediasoup} that owned it was closed. */
    record MediasoupClosed() implements CloseReason {}

    /** The session whose call created it is gone, and its lease has ended. */
    record OwnerGone() implements CloseReason {}

    /** The connection through which it was known ended for good; the object itself may live on. */
    record ConnectionClosed() implements CloseReason {}
}
