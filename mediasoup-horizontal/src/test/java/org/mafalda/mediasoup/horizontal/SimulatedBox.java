package org.mafalda.mediasoup.horizontal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.LoadEvent;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.mediasoup.event.NewWorkerEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.host.GeoPosition;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.SupportedRtpCapabilities;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/** A box of which a script decides how it is. Its workers are empty. */
final class SimulatedBox implements Mediasoup, Stateful {
    private final Lane lane;
    private final HostInfo host;
    private final @Nullable Integer limit;
    private final LiveMap<Worker> workers = new LiveMap<>();
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<NewWorkerEvent> onNewWorker = new Signal<>();
    private final Signal<LoadEvent> onLoad = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final Signal<LogEvent> onLog = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    private volatile Availability availability = Availability.AVAILABLE;
    private volatile @Nullable HostLoad load;
    private volatile boolean closed;

    SimulatedBox(HostInfo host, @Nullable Integer limit) {
        this.host = host;
        this.limit = limit;
        this.lane = new Lane(host.boxId());
        this.onClose = new StickySignal<>(lane);
    }

    /** A box with four cores. */
    static SimulatedBox named(String boxId) {
        return new SimulatedBox(info(boxId, Map.of(), null, "1.0"), null);
    }

    static HostInfo info(
            String boxId, Map<String, String> labels, @Nullable GeoPosition position, String stackVersion) {
        return new HostInfo(boxId, labels, position, stackVersion, "3.27.1", 4, List.of(), List.of("127.0.0.1"));
    }

    Lane lane() {
        return lane;
    }

    /** What becomes of it. */
    void become(Availability next) {
        lane.execute(() -> {
            availability = next;
            AvailabilityChangeEvent event = new AvailabilityChangeEvent(next);
            onChange.fire(Change.builder()
                    .property("availability", next)
                    .event("onAvailabilityChange", event)
                    .build());
            onAvailabilityChange.fire(event);
        });
    }

    /** A report of its load arrives. */
    void report(HostLoad measured) {
        lane.execute(() -> {
            load = measured;
            LoadEvent event = new LoadEvent(measured);
            onChange.fire(Change.builder()
                    .property("load", measured)
                    .event("onLoad", event)
                    .build());
            onLoad.fire(event);
        });
    }

    @Override
    public CompletableFuture<Worker> createWorker(WorkerSettings settings) {
        CompletableFuture<Worker> future = new CompletableFuture<>();
        lane.execute(() -> {
            if (limit != null && workers.view().size() >= limit) {
                future.completeExceptionally(new CapacityException("Full", Details.of("limit", limit)));
                return;
            }
            SimulatedWorker worker = new SimulatedWorker(this, settings);
            workers.add(worker.id(), worker);
            NewWorkerEvent event = new NewWorkerEvent(worker);
            onChange.fire(Change.builder()
                    .added("workers", worker.id(), worker)
                    .event("onNewWorker", event)
                    .build());
            onNewWorker.fire(event);
            future.complete(worker);
        });
        return future;
    }

    void forget(SimulatedWorker worker) {
        workers.remove(worker.id());
        lane.execute(() -> onChange.fire(
                Change.builder().removed("workers", worker.id(), worker).build()));
    }

    @Override
    public String version() {
        return host.mediasoupVersion();
    }

    @Override
    public @Nullable String workerBin() {
        return null;
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
        return new WorkerBudget(
                limit == null ? BudgetPolicy.UNLIMITED : BudgetPolicy.SHARED,
                limit,
                workers.view().size());
    }

    @Override
    public Availability availability() {
        return availability;
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
    public void close() {
        closed = true;
        workers.view().values().forEach(Worker::close);
        lane.execute(() -> {
            CloseEvent event = new CloseEvent(new CloseReason.Called());
            onChange.fire(Change.builder()
                    .property("closed", true)
                    .event("onClose", event)
                    .build());
            onClose.fire(event);
        });
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
    public Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }

    @Override
    public String toString() {
        return host.boxId();
    }
}
