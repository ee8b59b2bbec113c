package org.mafalda.mediasoup;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.dump.WebRtcServerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.WebRtcTransportHandledEvent;
import org.mafalda.mediasoup.event.WebRtcTransportUnhandledEvent;
import org.mafalda.rope.Announces;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * Ports of a worker that several WebRtcTransports share.
 *
 * <p>Thread-safe. Lives until it or its worker is closed; closing it closes the transports that use its ports.
 */
@Remote
public interface WebRtcServer extends AutoCloseable {
    /** Unique id. */
    String id();

    /** Whether it is closed. */
    boolean closed();

    /** The application's own data; see {@link AppData}. */
    Map<String, @Nullable Object> appData();

    /** The live transports that use its ports, by id. */
    Map<String, WebRtcTransport> webRtcTransports();

    /** Replaces {@link #appData()}. */
    CompletableFuture<Void> setAppData(Map<String, @Nullable Object> appData);

    /** The inner state of the server. */
    CompletableFuture<WebRtcServerDump> dump();

    /** Closes the ports and the transports that use them. */
    @Override
    void close();

    /** After a transport is in {@link #webRtcTransports()}. */
    @Announces("webRtcTransports")
    Subscription onWebRtcTransportHandled(Listener<WebRtcTransportHandledEvent> listener);

    /**
     * After a transport has left {@link #webRtcTransports()}: before its close event, or after it if the server was
     * closed.
     */
    Subscription onWebRtcTransportUnhandled(Listener<WebRtcTransportUnhandledEvent> listener);

    /** After it was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}
