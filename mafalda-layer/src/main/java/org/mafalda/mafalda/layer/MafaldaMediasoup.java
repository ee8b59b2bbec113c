package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.LoadEvent;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.mediasoup.event.NewWorkerEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.mediasoup.layers.PipePath;
import org.mafalda.mediasoup.layers.Piping;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/**
 * {@link Mafalda} over any {@link Mediasoup}: its workers stand for as many workers of that one as their routers need.
 *
 * <p>Thread-safe. Closing it closes the workers that it has created; the {@code Mediasoup} below stays as it is. When
 * that one is closed, so is this.
 */
public final class MafaldaMediasoup implements Mafalda, Stateful {
    private final Mediasoup base;
    private final MafaldaOptions options;
    private final boolean singleFlight;
    private final Timing timing;
    private final Lane lane;
    private final Piping piping;
    private final AtomicLong pipes = new AtomicLong();
    private final AtomicLong relays = new AtomicLong();
    private final LiveMap<Worker> workers = new LiveMap<>();
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<NewWorkerEvent> onNewWorker = new Signal<>();
    private final Signal<LoadEvent> onLoad = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    /** Guards {@link #closed}, and who is in {@link #workers} and {@link #starts}. */
    private final Object membership = new Object();

    private final Map<VirtualWorker, CompletableFuture<VirtualWorker>> starts = new HashMap<>();
    private volatile boolean closed;

    private MafaldaMediasoup(Mediasoup base, MafaldaOptions options, boolean singleFlight) {
        this.base = base;
        this.singleFlight = singleFlight;
        this.options = options;
        this.piping = new Piping((from, to) ->
                PipePath.between(base.host().pipeAddresses(), base.host().pipeAddresses()));
        this.timing = new Timing(options.linger(), options.executor());
        this.lane = timing.lane("mafalda");
        this.onClose = new StickySignal<>(lane);
    }

    /** Mafalda over that, with all defaults. */
    public static MafaldaMediasoup over(Mediasoup mediasoup) {
        return over(mediasoup, MafaldaOptions.DEFAULT);
    }

    /** Mafalda over that. */
    public static MafaldaMediasoup over(Mediasoup mediasoup, MafaldaOptions options) {
        return over(mediasoup, options, true);
    }

    /** Mafalda over that; without single flight each consumer on another worker gets a pipe of its own. */
    static MafaldaMediasoup over(Mediasoup mediasoup, MafaldaOptions options, boolean singleFlight) {
        if (!(mediasoup instanceof Stateful stateful)) {
            throw InvalidArgumentException.of("mediasoup", mediasoup, "must report its changes");
        }
        MafaldaMediasoup made =
                new MafaldaMediasoup(mediasoup, Objects.requireNonNull(options, "options"), singleFlight);
        Subscription unused = stateful.onChange(change -> made.lane.execute(() -> made.take(change)));
        unused = mediasoup.onClose(event -> made.end(event.reason()));
        return made;
    }

    Mediasoup base() {
        return base;
    }

    MafaldaOptions options() {
        return options;
    }

    Timing timing() {
        return timing;
    }

    boolean singleFlight() {
        return singleFlight;
    }

    Piping piping() {
        return piping;
    }

    void pipeMade() {
        pipes.incrementAndGet();
    }

    /** How many pipes between real workers it has made so far, of all routers, closed ones included. */
    public long pipesMade() {
        return pipes.get();
    }

    void relayMade() {
        relays.incrementAndGet();
    }

    /**
     * How many times a pipe has come to start at the far end of another one so far, rather than where its producer is.
     */
    public long relaysMade() {
        return relays.get();
    }

    /** The workers below that one of {@link #workers} stands for at this moment; none if there is none of that id. */
    public List<Worker> realWorkers(String workerId) {
        return workers.get(workerId) instanceof VirtualWorker worker
                ? worker.innerWorkers().stream().map(InnerWorker::worker).toList()
                : List.of();
    }

    /** What is below has changed: passes on what is the same here. On the lane. */
    private void take(Change change) {
        Change.Builder told = Change.builder();
        change.properties().forEach((name, value) -> {
            if (!name.equals("closed")) {
                told.property(name, value);
            }
        });
        Object event = change.event() == null ? null : change.event().value();
        if (event instanceof LoadEvent load) {
            onChange.fire(told.event("onLoad", load).build());
            onLoad.fire(load);
        } else if (event instanceof AvailabilityChangeEvent availability) {
            onChange.fire(told.event("onAvailabilityChange", availability).build());
            onAvailabilityChange.fire(availability);
        } else {
            Change rest = told.build();
            if (!rest.properties().isEmpty()) {
                onChange.fire(rest);
            }
        }
    }

    // ---- workers

    @Override
    public CompletableFuture<Worker> createWorker(WorkerSettings settings) {
        Objects.requireNonNull(settings, "settings");
        return create(settings, workerLimit(options.maxWorkers()), options.watermark())
                .thenApply(worker -> worker);
    }

    @Override
    public CompletableFuture<MafaldaRouter> createMafaldaRouter(MafaldaRouterOptions given) {
        Objects.requireNonNull(given, "options");
        String id = given.id() == null ? UUID.randomUUID().toString() : given.id();
        Integer most = given.maxWorkers() == null ? options.maxWorkers() : given.maxWorkers();
        return create(given.workerSettings(), workerLimit(most), given.watermark())
                .thenCompose(worker -> {
                    worker.endWithRouter();
                    return worker.createRouter(id, given.routerOptions()).whenComplete((router, failure) -> {
                        if (failure != null) {
                            worker.close();
                        }
                    });
                })
                .thenApply(router -> router);
    }

    private int workerLimit(@Nullable Integer given) {
        if (given != null) {
            return given;
        }
        Integer budget = base.workerBudget().limit();
        return budget == null ? Math.max(1, (int) Math.round(base.host().cores())) : budget;
    }

    private CompletableFuture<VirtualWorker> create(WorkerSettings settings, int maxWorkers, double watermark) {
        CompletableFuture<VirtualWorker> future = new LaneFuture<>();
        VirtualWorker worker = new VirtualWorker(this, settings, maxWorkers, watermark);
        synchronized (membership) {
            if (closed) {
                return LaneFuture.failed(closedFailure());
            }
            starts.put(worker, future);
        }
        // It has none yet, so it may have one.
        var unused = Objects.requireNonNull(worker.start(null))
                .whenComplete((first, failure) -> lane.execute(() -> {
                    if (failure == null) {
                        adopt(worker, future);
                    } else {
                        synchronized (membership) {
                            starts.remove(worker);
                        }
                        future.completeExceptionally(closed ? closedFailure() : Home.unwrapped(failure));
                    }
                }));
        return future;
    }

    private void adopt(VirtualWorker worker, CompletableFuture<VirtualWorker> future) {
        boolean entered;
        synchronized (membership) {
            starts.remove(worker);
            entered = !closed && !worker.closed();
            if (entered) {
                workers.add(worker.id(), worker);
            }
        }
        if (!entered) {
            worker.close();
            future.completeExceptionally(closedFailure());
            return;
        }
        NewWorkerEvent event = new NewWorkerEvent(worker);
        onChange.fire(Change.builder()
                .added("workers", worker.id(), worker)
                .event("onNewWorker", event)
                .build());
        onNewWorker.fire(event);
        future.complete(worker);
    }

    /** A worker has closed. On any thread. */
    void forget(VirtualWorker worker) {
        synchronized (membership) {
            if (workers.remove(worker.id()) == null) {
                return;
            }
        }
        lane.execute(() -> onChange.fire(
                Change.builder().removed("workers", worker.id(), worker).build()));
    }

    private static InvalidStateException closedFailure() {
        return new InvalidStateException("Mafalda is closed", Details.of("method", "createWorker"));
    }

    @Override
    public void close() {
        end(new CloseReason.Called());
    }

    private void end(CloseReason reason) {
        List<CompletableFuture<VirtualWorker>> unfinished;
        synchronized (membership) {
            if (closed) {
                return;
            }
            closed = true;
            unfinished = List.copyOf(starts.values());
        }
        List<CompletableFuture<?>> announced = new ArrayList<>();
        for (Worker worker : workers.view().values()) {
            CompletableFuture<?> told = new CompletableFuture<>();
            announced.add(told);
            var unused = worker.onClose(event -> told.complete(null));
            ((VirtualWorker) worker).closeByMediasoup();
        }
        lane.execute(() -> unfinished.forEach(future -> future.completeExceptionally(closedFailure())));
        var unused = CompletableFuture.allOf(announced.toArray(CompletableFuture[]::new))
                .thenRunAsync(() -> announceClosed(reason), lane);
    }

    private void announceClosed(CloseReason reason) {
        CloseEvent event = new CloseEvent(reason);
        onChange.fire(Change.builder()
                .property("closed", true)
                .event("onClose", event)
                .build());
        onClose.fire(event);
    }

    // ---- what it is

    @Override
    public String version() {
        return base.version();
    }

    @Override
    public @Nullable String workerBin() {
        return base.workerBin();
    }

    @Override
    public RtpCapabilities supportedRtpCapabilities() {
        return base.supportedRtpCapabilities();
    }

    @Override
    public HostInfo host() {
        return base.host();
    }

    @Override
    public @Nullable HostLoad load() {
        return base.load();
    }

    @Override
    public WorkerBudget workerBudget() {
        return base.workerBudget();
    }

    @Override
    public Availability availability() {
        return base.availability();
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public Map<String, Worker> workers() {
        return workers.view();
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }

    @Override
    public Subscription onNewWorker(Listener<NewWorkerEvent> listener) {
        return onNewWorker.subscribe(listener);
    }

    @Override
    public Subscription onLoad(Listener<LoadEvent> listener) {
        return onLoad.subscribe(listener);
    }

    @Override
    public Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener) {
        return onAvailabilityChange.subscribe(listener);
    }

    @Override
    public Subscription onLog(Listener<LogEvent> listener) {
        Signal<LogEvent> one = new Signal<>();
        Subscription ours = one.subscribe(listener);
        Subscription below = base.onLog(event -> lane.execute(() -> one.fire(event)));
        return () -> {
            ours.close();
            below.close();
        };
    }

    @Override
    public Subscription onClose(Listener<CloseEvent> listener) {
        return onClose.subscribe(listener);
    }

    @Override
    public String toString() {
        return "Mafalda[over=" + base + (closed ? ", closed]" : "]");
    }
}
