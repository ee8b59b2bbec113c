package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.dump.WorkerDump;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.NewRouterEvent;
import org.mafalda.mediasoup.event.NewWebRtcServerEvent;
import org.mafalda.mediasoup.event.SubprocessCloseEvent;
import org.mafalda.mediasoup.event.WorkerDiedEvent;
import org.mafalda.mediasoup.event.WorkerLoadEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.WorkerLoad;
import org.mafalda.mediasoup.layers.Piping;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.WorkerFbs;
import org.mafalda.mediasoup.rtp.Ortc;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.stats.WorkerResourceUsage;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/** A mediasoup-worker process on this machine. */
final class LocalWorker extends LocalObject implements Worker {
    private final LocalMediasoup mediasoup;
    private final WorkerProcess process;
    private final LiveMap<WebRtcServer> webRtcServers = new LiveMap<>();
    private final LiveMap<Router> routers = new LiveMap<>();
    private final Signal<NewWebRtcServerEvent> onNewWebRtcServer = new Signal<>();
    private final Signal<NewRouterEvent> onNewRouter = new Signal<>();
    private final Signal<WorkerLoadEvent> onLoad = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final StickySignal<WorkerDiedEvent> onDied;
    private final StickySignal<SubprocessCloseEvent> onSubprocessClose;
    private volatile @Nullable WorkerDeath deathCause;
    private volatile boolean subprocessClosed;
    private volatile @Nullable WorkerLoad load;

    LocalWorker(LocalMediasoup mediasoup, Home home, WorkerProcess process, WorkerSettings settings) {
        super(home, UUID.randomUUID().toString(), settings.appData());
        this.mediasoup = mediasoup;
        this.process = process;
        this.onDied = new StickySignal<>(home.lane());
        this.onSubprocessClose = new StickySignal<>(home.lane());
    }

    Place<Router> place(LocalRouter router) {
        return new Place<>(this, "routers", routers, router.id(), router);
    }

    Place<WebRtcServer> place(LocalWebRtcServer server) {
        return new Place<>(this, "webRtcServers", webRtcServers, server.id(), server);
    }

    Piping piping() {
        return mediasoup.piping();
    }

    /** Whether one of its routers has a producer of that id; ids are unique within a worker. */
    boolean hasProducer(String producerId) {
        return routers.view().values().stream()
                .anyMatch(router -> router.producers().containsKey(producerId));
    }

    /** Whether one of its routers has a data producer of that id. */
    boolean hasDataProducer(String dataProducerId) {
        return routers.view().values().stream()
                .anyMatch(router -> router.dataProducers().containsKey(dataProducerId));
    }

    ListenDefaults listenDefaults() {
        return mediasoup.listenDefaults();
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public String boxId() {
        return mediasoup.host().boxId();
    }

    @Override
    public boolean died() {
        return deathCause != null;
    }

    @Override
    public @Nullable WorkerDeath deathCause() {
        return deathCause;
    }

    @Override
    public boolean subprocessClosed() {
        return subprocessClosed;
    }

    @Override
    public @Nullable WorkerLoad load() {
        return load;
    }

    @Override
    public Availability availability() {
        return Availability.AVAILABLE;
    }

    @Override
    public Map<String, WebRtcServer> webRtcServers() {
        return webRtcServers.view();
    }

    @Override
    public Map<String, Router> routers() {
        return routers.view();
    }

    @Override
    public CompletableFuture<WorkerDump> dump() {
        return request(WorkerFbs.dump(), Function.identity());
    }

    @Override
    public CompletableFuture<WorkerResourceUsage> getResourceUsage() {
        return request(WorkerFbs.getResourceUsage(), Function.identity());
    }

    @Override
    public CompletableFuture<Void> updateSettings(WorkerUpdateableSettings settings) {
        Objects.requireNonNull(settings, "settings");
        return request(WorkerFbs.updateSettings(settings), () -> {});
    }

    @Override
    public CompletableFuture<WebRtcServer> createWebRtcServer(WebRtcServerOptions options) {
        Objects.requireNonNull(options, "options");
        String serverId = UUID.randomUUID().toString();
        return request(WorkerFbs.createWebRtcServer(serverId, listenDefaults().fillIn(options)), created -> {
            LocalWebRtcServer server = new LocalWebRtcServer(this, serverId, options.appData());
            return adopt(server, onNewWebRtcServer, "onNewWebRtcServer", new NewWebRtcServerEvent(server));
        });
    }

    @Override
    public CompletableFuture<Router> createRouter(RouterOptions options) {
        RtpCapabilities capabilities;
        try {
            capabilities = Ortc.generateRouterRtpCapabilities(options.mediaCodecs());
        } catch (MediasoupException e) {
            return LaneFuture.failed(e);
        }
        String routerId = UUID.randomUUID().toString();
        return request(WorkerFbs.createRouter(routerId), created -> {
            LocalRouter router = new LocalRouter(this, routerId, options, capabilities);
            return adopt(router, onNewRouter, "onNewRouter", new NewRouterEvent(router));
        });
    }

    @Override
    public Subscription onNewWebRtcServer(Listener<NewWebRtcServerEvent> listener) {
        return onNewWebRtcServer.subscribe(listener);
    }

    @Override
    public Subscription onNewRouter(Listener<NewRouterEvent> listener) {
        return onNewRouter.subscribe(listener);
    }

    @Override
    public Subscription onLoad(Listener<WorkerLoadEvent> listener) {
        return onLoad.subscribe(listener);
    }

    @Override
    public Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener) {
        return onAvailabilityChange.subscribe(listener);
    }

    @Override
    public Subscription onDied(Listener<WorkerDiedEvent> listener) {
        return onDied.subscribe(listener);
    }

    @Override
    public Subscription onSubprocessClose(Listener<SubprocessCloseEvent> listener) {
        return onSubprocessClose.subscribe(listener);
    }

    /** Ends because the {@code Mediasoup} above does. */
    void closeByMediasoup() {
        CloseReason reason = new CloseReason.MediasoupClosed();
        close(reason, reason);
    }

    /** Takes over a measurement. On any thread. */
    void measured(WorkerLoad measured) {
        home.lane().execute(() -> {
            if (!closed()) {
                load = measured;
                fire(
                        onLoad,
                        "onLoad",
                        new WorkerLoadEvent(measured),
                        Change.builder().property("load", measured));
            }
        });
    }

    /** The process has ended; {@code death} says how, should nobody have closed the worker. On the lane. */
    void processEnded(WorkerDeath death) {
        home.announceClosings();
        var unused = update(() -> deathCause = death);
        subprocessClosed = true;
        CloseReason reason = new CloseReason.WorkerDied(death);
        if (markAll(reason, reason)) {
            home.channel().refuse();
            home.announceClosings();
        } else {
            home.announceClosings();
            tellSubprocessClosed();
        }
    }

    private void tellSubprocessClosed() {
        SubprocessCloseEvent event = new SubprocessCloseEvent();
        report(Change.builder()
                .property("subprocessClosed", true)
                .event("onSubprocessClose", event)
                .build());
        onSubprocessClose.fire(event);
    }

    @Override
    protected List<Place<?>> places() {
        return List.of();
    }

    @Override
    protected void forEachChild(Consumer<LiveObject> taker) {
        routers.view().values().forEach(router -> taker.accept((LiveObject) router));
        webRtcServers.view().values().forEach(server -> taker.accept((LiveObject) server));
    }

    @Override
    protected CloseReason reasonBelow() {
        return new CloseReason.WorkerClosed();
    }

    @Override
    protected void closeInner() {
        home.channel().notify(WorkerFbs.close());
        home.channel().refuse();
        process.expectEnd();
    }

    @Override
    protected void beforeMarking() {
        home.endWorker();
    }

    @Override
    protected void afterMarking() {
        mediasoup.forget(this);
    }

    @Override
    protected void beforeCloseEvent(CloseReason reason) {
        WorkerDeath death = deathCause;
        if (death != null) {
            WorkerDiedEvent event = new WorkerDiedEvent(death);
            report(Change.builder()
                    .property("died", true)
                    .property("deathCause", death)
                    .event("onDied", event)
                    .build());
            onDied.fire(event);
            tellSubprocessClosed();
        }
    }

    @Override
    protected void afterCloseEvent(CloseReason reason) {
        home.channel().close();
    }

    @Override
    void notified(Object notification) {}
}
