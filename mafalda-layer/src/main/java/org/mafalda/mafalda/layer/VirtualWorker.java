package org.mafalda.mafalda.layer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.PlacementDecision.Candidate;
import org.mafalda.mafalda.policy.LoadModel;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
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
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.layers.internal.Place;
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

/** A group of real workers with the same settings, which its routers span. It has one from the beginning. */
final class VirtualWorker extends Node implements Worker {
    private final MafaldaMediasoup mediasoup;
    private final int maxWorkers;
    private final double watermark;
    private final Expectations expectations = new Expectations();
    private final InnerWorkers workers;
    private volatile LoadModel model;
    private final TakenIds producerIds = new TakenIds("producer", id -> isTaken(Router::producers, id));
    private final TakenIds dataProducerIds = new TakenIds("data producer", id -> isTaken(Router::dataProducers, id));
    private final LiveMap<WebRtcServer> webRtcServers = new LiveMap<>();
    private final LiveMap<Router> routers = new LiveMap<>();
    private final Signal<NewWebRtcServerEvent> onNewWebRtcServer = new Signal<>();
    private final Signal<NewRouterEvent> onNewRouter = new Signal<>();
    private final Signal<WorkerLoadEvent> onLoad = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final StickySignal<WorkerDiedEvent> onDied;
    private final StickySignal<SubprocessCloseEvent> onSubprocessClose;
    private volatile @Nullable WorkerUpdateableSettings updated;
    private volatile @Nullable WorkerDeath deathCause;
    private volatile boolean subprocessClosed;
    private volatile @Nullable WorkerLoad load;
    private volatile Availability availability = Availability.AVAILABLE;
    /** It was made for one router, and ends with it. */
    private volatile boolean ofOneRouter;

    VirtualWorker(MafaldaMediasoup mediasoup, WorkerSettings settings, int maxWorkers, double watermark) {
        this(mediasoup, settings, maxWorkers, watermark, UUID.randomUUID().toString());
    }

    private VirtualWorker(
            MafaldaMediasoup mediasoup, WorkerSettings settings, int maxWorkers, double watermark, String id) {
        super(new Home(mediasoup.timing().lane("mafalda-" + id)), id, settings.appData());
        this.mediasoup = mediasoup;
        this.maxWorkers = maxWorkers;
        this.watermark = watermark;
        this.model = mediasoup.options().loadModel();
        this.workers = new InnerWorkers(this, settings, Math.max(1, maxWorkers));
        this.onDied = new StickySignal<>(home.lane());
        this.onSubprocessClose = new StickySignal<>(home.lane());
    }

    Place<Router> place(SpanningRouter router) {
        return new Place<>(this, "routers", routers, router.id(), router);
    }

    Place<WebRtcServer> place(VirtualServer server) {
        return new Place<>(this, "webRtcServers", webRtcServers, server.id(), server);
    }

    MafaldaMediasoup mediasoup() {
        return mediasoup;
    }

    /** Whether it does not span: all goes to its only worker. */
    boolean delegates() {
        return maxWorkers == 0;
    }

    double watermark() {
        return watermark;
    }

    /** What is known by now of what streams cost. */
    LoadModel loadModel() {
        return model;
    }

    Planner planner() {
        return new Planner(model, watermark, maxWorkers);
    }

    Expectations expectations() {
        return expectations;
    }

    /** Whether a worker has no room for more video, because audio is to have what is left. */
    boolean refusesVideo(InnerWorker inner) {
        return mediasoup.options().audioFirst() && inner.load() >= Math.max(PlacementPolicy.LIMIT, watermark);
    }

    /** The ids of producers, of which no two of its routers have the same. */
    TakenIds producerIds() {
        return producerIds;
    }

    /** The ids of data producers, of which no two of its routers have the same. */
    TakenIds dataProducerIds() {
        return dataProducerIds;
    }

    private boolean isTaken(Function<Router, Map<String, ?>> members, String id) {
        return routers.view().values().stream()
                .anyMatch(router -> members.apply(router).containsKey(id));
    }

    // ---- real workers

    /** Those that live, in the order in which they were started. */
    List<InnerWorker> innerWorkers() {
        return workers.all();
    }

    /** See {@link InnerWorkers#mayStart}. */
    boolean mayStart() {
        return workers.mayStart();
    }

    /** See {@link InnerWorkers#start}. */
    @Nullable CompletableFuture<InnerWorker> start(@Nullable Candidate near) {
        return workers.start(near);
    }

    /** See {@link InnerWorkers#lookForIdle}. */
    void lookForIdle(InnerWorker one) {
        workers.lookForIdle(one);
    }

    /** What was set since the first was started; null if nothing was. */
    @Nullable WorkerUpdateableSettings updated() {
        return updated;
    }

    /** One lives from now on, which has been brought to those settings. */
    void entered(InnerWorker one, @Nullable WorkerUpdateableSettings settled) {
        Worker real = one.worker();
        var unused = real.onClose(event -> home.lane().execute(() -> ended(one, event.reason())));
        unused = real.onSubprocessClose(event -> home.lane().execute(() -> processEnded(one)));
        unused = real.onLoad(event -> home.lane().execute(() -> measured(one, event.load())));
        unused = real.onAvailabilityChange(event -> home.lane().execute(() -> availabilityChanged(one)));
        home.lane().execute(() -> {
            WorkerUpdateableSettings latest = updated;
            if (latest != null && !latest.equals(settled)) {
                var ignored = real.updateSettings(latest);
            }
            sum();
        });
    }

    /** Whether one has to stay though nothing stands on it at present. */
    boolean needs(InnerWorker one) {
        return webRtcServers.view().values().stream().anyMatch(server -> ((VirtualServer) server).onlyWorker() == one)
                || spanning().stream().anyMatch(router -> router.innerRouters().uses(one));
    }

    /** A real worker has ended. On the lane; idempotent. */
    void ended(InnerWorker one, CloseReason reason) {
        InnerWorkers.End end = workers.end(one);
        if (end == null) {
            return;
        }
        boolean goesOn = mediasoup.options().restart() && reason instanceof CloseReason.WorkerDied;
        if (end.last() && goesOn) {
            workers.lastDied();
        }
        if (!end.last() || end.coming() != null || goesOn) {
            spanning().forEach(router -> router.lost(one, reason));
        }
        if (!end.last()) {
            sum();
            return;
        }
        if (closed() || (end.coming() == null && !goesOn)) {
            endAs(reason);
            return;
        }
        CompletableFuture<InnerWorker> next = end.coming() == null ? start(null) : end.coming();
        if (next != null) {
            var unused = next.exceptionally(failure -> {
                home.lane().execute(() -> endAs(reason));
                return null;
            });
        }
    }

    /** No real worker lives, and none comes. On the lane. */
    private void endAs(CloseReason reason) {
        if (reason instanceof CloseReason.WorkerDied died) {
            var unused = update(() -> {
                deathCause = died.death();
                subprocessClosed = true;
            });
        }
        markAll(reason, reason);
        home.announceClosings();
    }

    private List<SpanningRouter> spanning() {
        return routers.view().values().stream().map(SpanningRouter.class::cast).toList();
    }

    private void processEnded(InnerWorker one) {
        boolean last = workers.processEnded(one);
        home.announceClosings();
        if (last && closed() && deathCause == null) {
            subprocessClosed = true;
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

    private void measured(InnerWorker one, WorkerLoad reported) {
        model = model.learned(one.flowing(), reported.utilization());
        tellLoad();
    }

    /** Another set of real workers lives. On the lane. */
    void sum() {
        tellLoad();
        tellAvailability();
    }

    private void tellLoad() {
        double used = 0;
        double capacity = 0;
        for (InnerWorker one : innerWorkers()) {
            WorkerLoad its = one.worker().load();
            if (its != null) {
                used += its.utilization() * its.capacity();
                capacity += its.capacity();
            }
        }
        if (capacity == 0) {
            return;
        }
        WorkerLoad sum = new WorkerLoad(used / capacity, capacity);
        if (update(() -> load = sum)) {
            fire(onLoad, "onLoad", new WorkerLoadEvent(sum), Change.builder().property("load", sum));
        }
    }

    private void availabilityChanged(InnerWorker changed) {
        if (changed.reachable()) {
            spanning().forEach(router -> router.found(changed));
        } else {
            spanning().forEach(router -> router.suspect(changed));
        }
        tellAvailability();
    }

    /** It is as available as the most available of its workers. */
    private void tellAvailability() {
        Availability best = innerWorkers().stream()
                .map(inner -> inner.worker().availability())
                .min(Comparable::compareTo)
                .orElse(availability);
        if (best != availability && update(() -> availability = best)) {
            fire(
                    onAvailabilityChange,
                    "onAvailabilityChange",
                    new AvailabilityChangeEvent(best),
                    Change.builder().property("availability", best));
        }
    }

    // ---- what it is

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
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
    public @Nullable String boxId() {
        return null;
    }

    @Override
    public Availability availability() {
        return availability;
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
        return ofAll("dump", Worker::dump, dumps -> WorkerSums.dump(this, dumps));
    }

    @Override
    public CompletableFuture<WorkerResourceUsage> getResourceUsage() {
        return ofAll("getResourceUsage", Worker::getResourceUsage, WorkerSums::usage);
    }

    @Override
    public CompletableFuture<Void> updateSettings(WorkerUpdateableSettings given) {
        Objects.requireNonNull(given, "settings");
        Set<InnerWorker> asked = new HashSet<>(innerWorkers());
        return ofAll("updateSettings", worker -> worker.updateSettings(given), done -> {
            WorkerUpdateableSettings latest = WorkerSums.merged(updated, given);
            updated = latest;
            // Those that have come meanwhile were brought to what was set before.
            innerWorkers().stream().filter(inner -> !asked.contains(inner)).forEach(inner -> {
                var unused = inner.worker().updateSettings(latest);
            });
            return null;
        });
    }

    private <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> ofAll(
            String method, Function<Worker, CompletableFuture<T>> call, Function<List<T>, R> sum) {
        if (closed()) {
            return failedAsClosed(method);
        }
        List<CompletableFuture<T>> all =
                innerWorkers().stream().map(inner -> call.apply(inner.worker())).toList();
        return answer(method, All.of(all), sum);
    }

    @Override
    public CompletableFuture<WebRtcServer> createWebRtcServer(WebRtcServerOptions options) {
        Objects.requireNonNull(options, "options");
        if (closed()) {
            return failedAsClosed("createWebRtcServer");
        }
        VirtualServer server = new VirtualServer(this, options);
        CompletableFuture<WebRtcServer> created = answer("createWebRtcServer", workers.onFirst(server::on), real -> {
            adopt(server, onNewWebRtcServer, "onNewWebRtcServer", new NewWebRtcServerEvent(server));
            return server;
        });
        var unused = created.whenComplete((done, failure) -> {
            if (failure != null) {
                server.closeInner();
            }
        });
        return created;
    }

    @Override
    public CompletableFuture<Router> createRouter(RouterOptions options) {
        return createRouter(UUID.randomUUID().toString(), options).thenApply(router -> router);
    }

    /** A router of that id. */
    CompletableFuture<SpanningRouter> createRouter(String routerId, RouterOptions options) {
        RtpCapabilities capabilities;
        try {
            capabilities = Ortc.generateRouterRtpCapabilities(options.mediaCodecs());
        } catch (MediasoupException e) {
            return LaneFuture.failed(e);
        }
        if (closed()) {
            return failedAsClosed("createRouter");
        }
        if (routers.get(routerId) != null) {
            return LaneFuture.failed(InvalidArgumentException.of("id", routerId, "must not be that of another router"));
        }
        SpanningRouter router = new SpanningRouter(this, routerId, options, capabilities);
        CompletableFuture<SpanningRouter> created =
                answer("createRouter", workers.onFirst(router.innerRouters()::open), opened -> {
                    adopt(router, onNewRouter, "onNewRouter", new NewRouterEvent(router));
                    return router;
                });
        var unused = created.whenComplete((done, failure) -> {
            if (failure != null) {
                router.closeInner();
            }
        });
        return created;
    }

    /** From now on it ends with its router. */
    void endWithRouter() {
        ofOneRouter = true;
    }

    /** A router has closed. On the lane. */
    void left(SpanningRouter router) {
        innerWorkers().forEach(this::lookForIdle);
        if (ofOneRouter) {
            close();
        }
    }

    /** Ends because the {@code Mediasoup} above does. */
    void closeByMediasoup() {
        CloseReason reason = new CloseReason.MediasoupClosed();
        close(reason, reason);
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
        workers.closeAll();
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
    protected String typeName() {
        return "Worker";
    }
}
