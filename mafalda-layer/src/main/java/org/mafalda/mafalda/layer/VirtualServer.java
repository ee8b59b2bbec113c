package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.dump.IceUserNameFragment;
import org.mafalda.mediasoup.dump.IpPort;
import org.mafalda.mediasoup.dump.WebRtcServerDump;
import org.mafalda.mediasoup.event.WebRtcTransportHandledEvent;
import org.mafalda.mediasoup.event.WebRtcTransportUnhandledEvent;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** A set of WebRtcServers with the same options, one for each real worker that needs it. */
final class VirtualServer extends Node implements WebRtcServer {
    private final VirtualWorker worker;
    private final WebRtcServerOptions options;
    private final List<Place<?>> places;
    private final Map<InnerWorker, CompletableFuture<WebRtcServer>> inner = new ConcurrentHashMap<>();
    private final LiveMap<WebRtcTransport> webRtcTransports = new LiveMap<>();
    private final Signal<WebRtcTransportHandledEvent> onWebRtcTransportHandled = new Signal<>();
    private final Signal<WebRtcTransportUnhandledEvent> onWebRtcTransportUnhandled = new Signal<>();

    VirtualServer(VirtualWorker worker, WebRtcServerOptions options) {
        super(worker.home, UUID.randomUUID().toString(), options.appData());
        this.worker = worker;
        this.options = options;
        this.places = List.of(worker.place(this));
    }

    /**
     * The server that the options of a transport name.
     *
     * @throws InvalidArgumentException unless it is one of that worker
     */
    static VirtualServer of(WebRtcServer given, VirtualWorker worker) {
        if (given instanceof VirtualServer server && server.worker == worker) {
            return server;
        }
        throw InvalidArgumentException.of("webRtcServer", given, "must be a WebRtcServer of the router's own worker");
    }

    Place<WebRtcTransport> place(SpanningTransport transport) {
        return new Place<>(
                this, "webRtcTransports", webRtcTransports, transport.id(), (WebRtcTransport) transport.self());
    }

    /** The only worker that it can be on, because a port of it is fixed; null if there is none. */
    @Nullable InnerWorker onlyWorker() {
        boolean fixed = options.listenInfos().stream().anyMatch(info -> info.port() != 0);
        return fixed ? inner.keySet().stream().findFirst().orElse(null) : null;
    }

    /** The server on that worker, made if there is none. */
    CompletableFuture<WebRtcServer> on(InnerWorker place) {
        CompletableFuture<WebRtcServer> wanted = new CompletableFuture<>();
        CompletableFuture<WebRtcServer> present = inner.putIfAbsent(place, wanted);
        if (present != null) {
            return present;
        }
        var unused = place.worker().createWebRtcServer(options).whenComplete((server, failure) -> {
            if (failure != null) {
                inner.remove(place, wanted);
                wanted.completeExceptionally(Home.unwrapped(failure));
                return;
            }
            home.names().put(server.id(), this);
            var ignored = server.onClose(event -> {
                home.names().remove(server.id());
                inner.remove(place, wanted);
            });
            if (closed()) {
                server.close();
            }
            wanted.complete(server);
        });
        return wanted;
    }

    /** Tells of a transport that has entered the collection. On the lane. */
    void handled(WebRtcTransport transport) {
        fire(
                onWebRtcTransportHandled,
                "onWebRtcTransportHandled",
                new WebRtcTransportHandledEvent(transport),
                Change.builder());
    }

    /** Tells of a transport that has left the collection. On the lane. */
    void unhandled(WebRtcTransport transport) {
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
        if (closed()) {
            return failedAsClosed("dump");
        }
        List<CompletableFuture<WebRtcServerDump>> dumps = inner.values().stream()
                .map(server -> server.thenCompose(WebRtcServer::dump))
                .toList();
        return answer("dump", All.of(dumps), this::sum);
    }

    private WebRtcServerDump sum(List<WebRtcServerDump> dumps) {
        List<IpPort> udpSockets = new ArrayList<>();
        List<IpPort> tcpServers = new ArrayList<>();
        List<String> transportIds = new ArrayList<>();
        List<IceUserNameFragment> fragments = new ArrayList<>();
        for (WebRtcServerDump dump : dumps) {
            WebRtcServerDump ours =
                    (WebRtcServerDump) Objects.requireNonNull(home.names().translate(dump));
            udpSockets.addAll(ours.udpSockets());
            tcpServers.addAll(ours.tcpServers());
            transportIds.addAll(ours.webRtcTransportIds());
            fragments.addAll(ours.localIceUsernameFragments());
        }
        return new WebRtcServerDump(id(), udpSockets, tcpServers, transportIds, fragments);
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
        webRtcTransports.view().values().forEach(one -> taker.accept(Objects.requireNonNull(Mirror.of(one))));
    }

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.ListenServerClosed();
    }

    @Override
    protected void closeInner() {
        inner.values().forEach(server -> {
            var unused = server.thenAccept(WebRtcServer::close);
        });
    }

    @Override
    protected String typeName() {
        return "WebRtcServer";
    }
}
