package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerStartException;
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
 * Many {@link Mediasoup} instances as one, in this JVM.
 *
 * <p>Its own events, those of its instances and drains, and the completions of its procedures come on one lane; workers
 * and all below them keep the lanes that they have in their instances.
 *
 * <p>Thread-safe. Lives until {@link #close}.
 */
public final class HorizontalMediasoup implements Horizontal, Stateful {
    private final HorizontalOptions options;
    private final Timing timing;
    private final Lane lane;
    private final Piping piping = new Piping((from, to) -> PipePath.LOOPBACK);
    private final Placer placer;
    private final Summary summary;
    private final Logs logs;
    private final AtomicLong pipes = new AtomicLong();
    private final Members members;
    private final LiveMap<HorizontalWorker> workers = new LiveMap<>();
    private final View<HorizontalWorker, Worker> workersView =
            new View<>(workers.view(), worker -> worker.closed() ? null : worker);
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<NewWorkerEvent> onNewWorker = new Signal<>();
    private final Signal<LoadEvent> onLoad = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    /** Guards {@link #closed} and who is in {@link #members}, {@link #workers} and {@link #creations}. */
    private final Object membership = new Object();

    private final Set<Placer.Creation> creations = new HashSet<>();
    private volatile boolean closed;
    /** The instances that there were when it was closed. */
    private volatile List<BoxInstance> last = List.of();

    private HorizontalMediasoup(HorizontalOptions options, Timing timing) {
        this.options = options;
        this.timing = timing;
        this.lane = new Lane(options.boxId());
        this.onClose = new StickySignal<>(lane);
        this.summary = new Summary(this);
        this.placer = new Placer(this);
        this.logs = new Logs(lane);
        this.members = new Members(this);
    }

    /** With all defaults, and no instance yet. */
    public static HorizontalMediasoup create() {
        return create(HorizontalOptions.builder().build());
    }

    /** With options of one's own, and no instance yet. */
    public static HorizontalMediasoup create(HorizontalOptions options) {
        return create(options, Timing.SYSTEM);
    }

    static HorizontalMediasoup create(HorizontalOptions options, Timing timing) {
        return new HorizontalMediasoup(Objects.requireNonNull(options, "options"), timing);
    }

    HorizontalOptions options() {
        return options;
    }

    Timing timing() {
        return timing;
    }

    Lane lane() {
        return lane;
    }

    Placer placer() {
        return placer;
    }

    /** Of all routers, so that two of them share one pair of pipe transports. */
    Piping piping() {
        return piping;
    }

    Logs logs() {
        return logs;
    }

    Members members() {
        return members;
    }

    Collection<BoxInstance> boxes() {
        return members.boxes();
    }

    /** Tells a change. On the lane. */
    void report(Change.Builder change) {
        onChange.fire(change.build());
    }

    /** Does a step that nobody may do once this is closed, which it cannot be in between. */
    boolean whileOpen(String method, BooleanSupplier step) {
        synchronized (membership) {
            if (closed) {
                throw closedFailure(method);
            }
            return step.getAsBoolean();
        }
    }

    /** Those of which its state tells: all that there are, or were in the end. */
    Collection<BoxInstance> summedUp() {
        return closed ? last : boxes();
    }

    /** A pipe between two instances stands. */
    void piped() {
        pipes.incrementAndGet();
    }

    /** How many pipes were made between routers of different instances so far; those within one are not counted. */
    public long pipesBetweenInstances() {
        return pipes.get();
    }

    // ---- instances

    @Override
    public CompletableFuture<Instance> add(Mediasoup instance) {
        Objects.requireNonNull(instance, "instance");
        return onLane("add", () -> members.admit(instance, false));
    }

    @Override
    public CompletableFuture<Instance> connect(String address) {
        Objects.requireNonNull(address, "address");
        Function<String, CompletableFuture<Mediasoup>> connector = options.connector();
        if (connector == null) {
            return LaneFuture.failed(new UnsupportedException(
                    "There is no way given by which to connect to instances", Details.of("address", address)));
        }
        CompletableFuture<Instance> future = new LaneFuture<>();
        var unused = connector
                .apply(address)
                .whenCompleteAsync(
                        (instance, failure) -> {
                            if (failure != null) {
                                future.completeExceptionally(failure);
                                return;
                            }
                            settle(future, "connect", () -> members.admit(instance, true));
                            if (future.isCompletedExceptionally()) {
                                instance.close();
                            }
                        },
                        lane);
        return future;
    }

    @Override
    public CompletableFuture<Void> remove(String boxId) {
        Objects.requireNonNull(boxId, "boxId");
        return onLane("remove", () -> {
            members.remove(boxId);
            return null;
        });
    }

    @Override
    public CompletableFuture<Drain> drain(String boxId, Duration deadline) {
        Objects.requireNonNull(boxId, "boxId");
        if (deadline.isNegative()) {
            return LaneFuture.failed(InvalidArgumentException.of("deadline", deadline, "must not be negative"));
        }
        return onLane("drain", () -> members.drain(boxId, deadline));
    }

    @Override
    public CompletableFuture<Void> serve(String boxId) {
        Objects.requireNonNull(boxId, "boxId");
        return onLane("serve", () -> {
            members.serve(boxId);
            return null;
        });
    }

    @Override
    public CompletableFuture<Decision> explain(String workerId) {
        Objects.requireNonNull(workerId, "workerId");
        return onLane("explain", () -> placer.decision(workerId));
    }

    private <T extends @Nullable Object> CompletableFuture<T> onLane(String method, Supplier<? extends T> task) {
        CompletableFuture<T> future = new LaneFuture<>();
        lane.execute(() -> settle(future, method, task));
        return future;
    }

    private <T extends @Nullable Object> void settle(
            CompletableFuture<T> future, String method, Supplier<? extends T> task) {
        if (closed) {
            future.completeExceptionally(closedFailure(method));
            return;
        }
        T result;
        try {
            result = task.get();
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
            return;
        }
        future.complete(result);
    }

    // ---- workers

    @Override
    public CompletableFuture<Worker> createWorker(WorkerSettings settings) {
        Objects.requireNonNull(settings, "settings");
        CompletableFuture<Worker> future = new LaneFuture<>();
        Placer.Creation creation = new Placer.Creation(settings, future);
        synchronized (membership) {
            if (closed) {
                return LaneFuture.failed(closedFailure("createWorker"));
            }
            creations.add(creation);
        }
        var unused = future.whenComplete((worker, failure) -> {
            synchronized (membership) {
                creations.remove(creation);
            }
        });
        lane.execute(() -> placer.place(creation));
        return future;
    }

    /** Takes in a new worker; false if it cannot be, which its caller has been told then. On the lane. */
    boolean adopt(HorizontalWorker worker, CompletableFuture<Worker> future) {
        boolean entered;
        synchronized (membership) {
            entered = !closed && !worker.closed() && workers.add(worker.id(), worker);
        }
        if (!entered) {
            worker.inner().close();
            future.completeExceptionally(
                    closed
                            ? closedFailure("createWorker")
                            : new WorkerStartException(
                                    "Worker ended right after its start",
                                    Details.of("box", worker.instance().boxId())));
            return false;
        }
        worker.begin();
        worker.instance().entered(worker);
        return true;
    }

    /** Tells of a new worker. On the lane. */
    void announce(HorizontalWorker worker) {
        NewWorkerEvent event = new NewWorkerEvent(worker);
        onChange.fire(Change.builder()
                .added("workers", worker.id(), worker)
                .property("workerBudget", workerBudget())
                .event("onNewWorker", event)
                .build());
        onNewWorker.fire(event);
    }

    /** A worker has closed. On any thread, more than once. */
    void ended(HorizontalWorker worker) {
        synchronized (membership) {
            if (workers.get(worker.id()) != worker) {
                return;
            }
            workers.remove(worker.id());
        }
        lane.execute(() -> {
            BoxInstance instance = worker.instance();
            onChange.fire(
                    Change.builder().removed("workers", worker.id(), worker).build());
            instance.left(worker);
            summaryChanged();
            members.left(instance);
        });
    }

    @Override
    public void close() {
        List<Placer.Creation> unfinished;
        List<HorizontalWorker> living;
        List<BoxInstance> instances;
        synchronized (membership) {
            if (closed) {
                return;
            }
            last = List.copyOf(boxes());
            closed = true;
            unfinished = List.copyOf(creations);
            living = List.copyOf(workers.view().values());
            instances = members.removeAll();
        }
        List<CompletableFuture<?>> told = new ArrayList<>();
        living.forEach(worker -> {
            CompletableFuture<Void> end = new CompletableFuture<>();
            told.add(end);
            var unused = worker.onClose(event -> end.complete(null));
            worker.closeByMediasoup();
        });
        lane.execute(() ->
                unfinished.forEach(creation -> creation.future().completeExceptionally(closedFailure("createWorker"))));
        var unused = CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                .thenRunAsync(() -> announceClosed(instances), lane);
    }

    private void announceClosed(List<BoxInstance> instances) {
        members.cancelDrains();
        summaryChanged();
        summary.freeze();
        members.tellAllRemoved(instances);
        CloseEvent event = new CloseEvent(new CloseReason.Called());
        onChange.fire(Change.builder()
                .property("closed", true)
                .event("onClose", event)
                .build());
        onClose.fire(event);
    }

    static InvalidStateException closedFailure(String method) {
        return new InvalidStateException("Horizontal is closed", Details.of("method", method));
    }

    // ---- what it is

    /** Tells what has changed in the state that sums up the instances. On the lane. */
    void summaryChanged() {
        Map<String, @Nullable Object> changed = summary.changes();
        Object availability = changed.remove("availability");
        if (!changed.isEmpty()) {
            onChange.fire(new Change(changed, List.of(), List.of(), null));
        }
        if (availability instanceof Availability now) {
            AvailabilityChangeEvent event = new AvailabilityChangeEvent(now);
            onChange.fire(Change.builder()
                    .property("availability", now)
                    .event("onAvailabilityChange", event)
                    .build());
            onAvailabilityChange.fire(event);
        }
    }

    /** The load of an instance has changed. On the lane. */
    void loadChanged() {
        summary.loadChanged(now -> {
            LoadEvent event = new LoadEvent(now);
            onChange.fire(Change.builder()
                    .property("load", now)
                    .event("onLoad", event)
                    .build());
            onLoad.fire(event);
        });
    }

    @Override
    public String version() {
        return summary.version();
    }

    @Override
    public @Nullable String workerBin() {
        return summary.workerBin();
    }

    @Override
    public RtpCapabilities supportedRtpCapabilities() {
        return summary.supportedRtpCapabilities();
    }

    @Override
    public HostInfo host() {
        return summary.host();
    }

    @Override
    public @Nullable HostLoad load() {
        return summary.load();
    }

    @Override
    public WorkerBudget workerBudget() {
        return summary.workerBudget();
    }

    @Override
    public Availability availability() {
        return summary.availability();
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public Map<String, Worker> workers() {
        return workersView;
    }

    @Override
    public Map<String, Instance> instances() {
        return members.instances();
    }

    @Override
    public Map<String, Drain> drains() {
        return members.drains();
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
        return logs.subscribe(listener);
    }

    @Override
    public Subscription onNewInstance(Listener<NewInstanceEvent> listener) {
        return members.onNewInstance().subscribe(listener);
    }

    @Override
    public Subscription onNewDrain(Listener<NewDrainEvent> listener) {
        return members.onNewDrain().subscribe(listener);
    }

    @Override
    public Subscription onClose(Listener<CloseEvent> listener) {
        return onClose.subscribe(listener);
    }

    @Override
    public String toString() {
        return "Mediasoup[box=" + options.boxId() + (closed ? ", closed]" : "]");
    }
}
