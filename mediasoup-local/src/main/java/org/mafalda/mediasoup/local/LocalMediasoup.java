package org.mafalda.mediasoup.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerStartException;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.LoadEvent;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.mediasoup.event.LogLevel;
import org.mafalda.mediasoup.event.NewWorkerEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.mediasoup.layers.PipePath;
import org.mafalda.mediasoup.layers.Piping;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.SupportedRtpCapabilities;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * mediasoup on this machine: each worker is a child process.
 *
 * <p>Thread-safe. Lives until {@link #close}, which ends its workers; they end by themselves should the JVM go without
 * it.
 */
public final class LocalMediasoup implements Mediasoup, Stateful {
    private static final Logger LOG = LoggerFactory.getLogger(LocalMediasoup.class);
    private static final Logger WORKER_LOG = LoggerFactory.getLogger("org.mafalda.mediasoup.worker");

    private final LocalMediasoupOptions options;
    private final HostInfo host;
    private final @Nullable String workerBin;
    private final ListenDefaults listenDefaults;
    private final Lane lane = new Lane("mediasoup");
    private final WorkerSlots slots;
    private final LoadMeter loadMeter = new LoadMeter(this);
    private final Piping piping = new Piping((from, to) -> PipePath.LOOPBACK);
    private final LiveMap<Worker> workers = new LiveMap<>();
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<NewWorkerEvent> onNewWorker = new Signal<>();
    private final Signal<LoadEvent> onLoad = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final Signal<LogEvent> onLog = new Signal<>();
    private final StickySignal<CloseEvent> onClose = new StickySignal<>(lane);
    /** Guards {@link #closed} and who is in {@link #workers} and {@link #starts}. */
    private final Object membership = new Object();

    private final Set<WorkerStart> starts = new HashSet<>();
    /** By the id of the worker that is there. */
    private final Map<String, WorkerSlots.Slot> taken = new ConcurrentHashMap<>();

    private volatile boolean closed;
    private volatile @Nullable HostLoad load;

    private LocalMediasoup(LocalMediasoupOptions options) {
        this.options = options;
        this.workerBin = WorkerBinary.known();
        this.listenDefaults =
                new ListenDefaults(options.mediaAddresses(), options.pipeAddresses(), options.portRange());
        this.slots = new WorkerSlots(options);
        this.host = Hosts.info(options, WorkerBinary.VERSION);
    }

    /** With all defaults. */
    public static LocalMediasoup create() {
        return create(LocalMediasoupOptions.builder().build());
    }

    /** With options of one's own. */
    public static LocalMediasoup create(LocalMediasoupOptions options) {
        return new LocalMediasoup(Objects.requireNonNull(options, "options"));
    }

    ListenDefaults listenDefaults() {
        return listenDefaults;
    }

    /** Of all routers, so that two of them share one pair of pipe transports. */
    Piping piping() {
        return piping;
    }

    LocalMediasoupOptions options() {
        return options;
    }

    @Override
    public String version() {
        return WorkerBinary.VERSION;
    }

    @Override
    public @Nullable String workerBin() {
        return workerBin;
    }

    @Override
    public RtpCapabilities supportedRtpCapabilities() {
        return SupportedRtpCapabilities.ALL;
    }

    @Override
    public HostInfo host() {
        return host;
    }

    @Override
    public @Nullable HostLoad load() {
        return load;
    }

    @Override
    public WorkerBudget workerBudget() {
        return slots.budget(workers.view().size());
    }

    @Override
    public Availability availability() {
        return Availability.AVAILABLE;
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
    public CompletableFuture<Worker> createWorker(WorkerSettings settings) {
        Objects.requireNonNull(settings, "settings");
        CompletableFuture<Worker> future = new LaneFuture<>();
        WorkerStart start;
        WorkerSlots.Slot slot;
        synchronized (membership) {
            if (closed) {
                return LaneFuture.failed(closedFailure());
            }
            try {
                slot = slots.take();
            } catch (CapacityException | WorkerStartException e) {
                return LaneFuture.failed(e);
            }
            start = WorkerStart.begin(this, settings);
            starts.add(start);
        }
        var unused = start.running()
                .whenCompleteAsync(
                        (worker, failure) -> {
                            if (failure == null) {
                                adopt(start, worker, slot, future);
                            } else {
                                slot.close();
                                forget(start);
                                future.completeExceptionally(failure);
                            }
                        },
                        lane);
        return future;
    }

    private void forget(WorkerStart start) {
        synchronized (membership) {
            starts.remove(start);
        }
    }

    private void adopt(WorkerStart start, LocalWorker worker, WorkerSlots.Slot slot, CompletableFuture<Worker> future) {
        boolean entered;
        synchronized (membership) {
            starts.remove(start);
            entered = !closed && !worker.closed();
            if (entered) {
                taken.put(worker.id(), slot);
                workers.add(worker.id(), worker);
            }
        }
        if (!entered) {
            WorkerDeath death = worker.deathCause();
            worker.close();
            slot.close();
            future.completeExceptionally(
                    death == null
                            ? closedFailure()
                            : new WorkerStartException(
                                    "Worker ended right after its start", Details.of("death", death.message())));
            return;
        }
        loadMeter.start();
        NewWorkerEvent event = new NewWorkerEvent(worker);
        onChange.fire(Change.builder()
                .added("workers", worker.id(), worker)
                .property("workerBudget", workerBudget())
                .event("onNewWorker", event)
                .build());
        onNewWorker.fire(event);
        future.complete(worker);
    }

    /** A worker has closed. On any thread. */
    void forget(LocalWorker worker) {
        synchronized (membership) {
            if (workers.remove(worker.id()) == null) {
                return;
            }
        }
        WorkerSlots.Slot slot = taken.remove(worker.id());
        if (slot != null) {
            slot.close();
        }
        lane.execute(() -> onChange.fire(Change.builder()
                .removed("workers", worker.id(), worker)
                .property("workerBudget", workerBudget())
                .build()));
    }

    private static InvalidStateException closedFailure() {
        return new InvalidStateException("Mediasoup is closed", Details.of("method", "createWorker"));
    }

    @Override
    public void close() {
        List<WorkerStart> unfinished;
        synchronized (membership) {
            if (closed) {
                return;
            }
            closed = true;
            unfinished = List.copyOf(starts);
        }
        loadMeter.stop();
        unfinished.forEach(start -> start.giveUp(closedFailure()));
        List<CompletableFuture<?>> announced = new ArrayList<>();
        for (Worker worker : workers.view().values()) {
            CompletableFuture<?> told = new CompletableFuture<>();
            announced.add(told);
            worker.onClose(event -> told.complete(null));
            ((LocalWorker) worker).closeByMediasoup();
        }
        var unused = CompletableFuture.allOf(announced.toArray(CompletableFuture[]::new))
                .thenRunAsync(this::announceClosed, lane);
    }

    private void announceClosed() {
        CloseEvent event = new CloseEvent(new CloseReason.Called());
        onChange.fire(Change.builder()
                .property("closed", true)
                .event("onClose", event)
                .build());
        onClose.fire(event);
    }

    /** Takes over a measurement. On any thread. */
    void measured(HostLoad measured) {
        boolean budgetChanged = slots.countOthers();
        lane.execute(() -> {
            if (!closed && budgetChanged) {
                onChange.fire(Change.builder()
                        .property("workerBudget", workerBudget())
                        .build());
            }
            if (!closed) {
                load = measured;
                LoadEvent event = new LoadEvent(measured);
                onChange.fire(Change.builder()
                        .property("load", measured)
                        .event("onLoad", event)
                        .build());
                onLoad.fire(event);
            }
        });
    }

    /** A log line of a worker: its first letter is the level. On any thread. */
    void logged(long pid, String line) {
        char level = line.isEmpty() ? 'D' : line.charAt(0);
        String text = line.isEmpty() ? line : line.substring(1);
        switch (level) {
            case 'E' -> tellLog(LogLevel.ERROR, pid, text);
            case 'W' -> tellLog(LogLevel.WARN, pid, text);
            default -> tellLog(LogLevel.DEBUG, pid, text);
        }
    }

    private void tellLog(LogLevel level, long pid, String text) {
        switch (level) {
            case ERROR -> WORKER_LOG.error("{} [pid:{}]", text, pid);
            case WARN -> WORKER_LOG.warn("{} [pid:{}]", text, pid);
            case DEBUG -> WORKER_LOG.debug("{} [pid:{}]", text, pid);
        }
        if (onLog.hasListeners()) {
            lane.execute(() -> onLog.fire(new LogEvent(level, "worker:" + pid, text)));
        }
    }

    /** A line that a worker or one of its libraries wrote to a standard stream. On any thread. */
    void stderrLine(long pid, String line) {
        LOG.warn("{} [pid:{}, stream:stderr]", line, pid);
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
        return onLog.subscribe(listener);
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
