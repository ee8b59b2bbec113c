package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.dump.WebRtcServerDump;
import org.mafalda.mediasoup.event.WebRtcTransportHandledEvent;
import org.mafalda.mediasoup.event.WebRtcTransportUnhandledEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.WebRtcServerFbs;
import org.mafalda.mediasoup.local.internal.fbs.WorkerFbs;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** Ports of a worker on this machine that WebRTC transports share. */
final class LocalWebRtcServer extends LocalObject implements WebRtcServer {
    private final LocalWorker worker;
    private final List<Place<?>> places;
    private final LiveMap<WebRtcTransport> webRtcTransports = new LiveMap<>();
    private final Signal<WebRtcTransportHandledEvent> onWebRtcTransportHandled = new Signal<>();
    private final Signal<WebRtcTransportUnhandledEvent> onWebRtcTransportUnhandled = new Signal<>();

    LocalWebRtcServer(LocalWorker worker, String id, Map<String, @Nullable Object> appData) {
        super(worker.home, id, appData);
        this.worker = worker;
        this.places = List.of(worker.place(this));
    }

    /**
     * The server that the options of a transport name.
     *
     * @throws InvalidArgumentException unless it is one of that worker
     */
    static LocalWebRtcServer of(WebRtcServer given, LocalWorker worker) {
        if (given instanceof LocalWebRtcServer server && server.worker == worker) {
            return server;
        }
        throw InvalidArgumentException.of("webRtcServer", given, "must be a WebRtcServer of the router's own worker");
    }

    Place<WebRtcTransport> place(LocalWebRtcTransport transport) {
        return new Place<>(this, "webRtcTransports", webRtcTransports, transport.id(), transport);
    }

    /** Tells of a transport that has entered the collection. On the lane. */
    void handled(LocalWebRtcTransport transport) {
        fire(
                onWebRtcTransportHandled,
                "onWebRtcTransportHandled",
                new WebRtcTransportHandledEvent(transport),
                Change.builder());
    }

    /** Tells of a transport that has left the collection. On the lane. */
    void unhandled(LocalWebRtcTransport transport) {
        fire(
                onWebRtcTransportUnhandled,
                "onWebRtcTransportUnhandled",
                new WebRtcTransportUnhandledEvent(transport),
                Change.builder());
    }

    @Override
    public Map<String, WebRtcTransport> webRtcTransports() {
        return webRtcTransports.view();
    }

    @Override
    public CompletableFuture<WebRtcServerDump> dump() {
        return request(WebRtcServerFbs.dump(id()), Function.identity());
    }

    @Override
    public Subscription onWebRtcTransportHandled(Listener<WebRtcTransportHandledEvent> listener) {
        return onWebRtcTransportHandled.subscribe(listener);
    }

    @Override
    public Subscription onWebRtcTransportUnhandled(Listener<WebRtcTransportUnhandledEvent> listener) {
        return onWebRtcTransportUnhandled.subscribe(listener);
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    protected void forEachChild(Consumer<LiveObject> taker) {
        webRtcTransports.view().values().forEach(transport -> taker.accept((LiveObject) transport));
    }

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.ListenServerClosed();
    }

    @Override
    protected void closeInner() {
        worker.requestOfClosedChild(WorkerFbs.closeWebRtcServer(id()));
    }

    @Override
    void notified(Object notification) {}
}
