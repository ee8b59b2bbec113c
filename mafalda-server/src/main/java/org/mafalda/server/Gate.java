package org.mafalda.server;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mediasoup.CapacityException;
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
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;

/** What clients are offered: all of a {@link Mediasoup}, without new workers while it is shut. Thread-safe. */
class Gate implements Mediasoup, Stateful {
    private final Mediasoup inner;
    private volatile boolean shut;

    Gate(Mediasoup inner) {
        this.inner = inner;
    }

    /** A gate before that, which offers what that does. */
    static Gate before(Mediasoup mediasoup) {
        return mediasoup instanceof Mafalda mafalda ? new MafaldaGate(mafalda) : new Gate(mediasoup);
    }

    /** Has new workers refused from now on, or not any more. */
    final void shut(boolean now) {
        shut = now;
    }

    final boolean isShut() {
        return shut;
    }

    @Override
    public CompletableFuture<Worker> createWorker(WorkerSettings settings) {
        return unlessShut(() -> inner.createWorker(settings));
    }

    final <T> CompletableFuture<T> unlessShut(Supplier<CompletableFuture<T>> call) {
        return shut
                ? CompletableFuture.failedFuture(new CapacityException(
                        "Server is being drained",
                        Details.of("box", inner.host().boxId())))
                : call.get();
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return ((Stateful) inner).onChange(listener);
    }

    @Override
    public String version() {
        return inner.version();
    }

    @Override
    public @Nullable String workerBin() {
        return inner.workerBin();
    }

    @Override
    public RtpCapabilities supportedRtpCapabilities() {
        return inner.supportedRtpCapabilities();
    }

    @Override
    public HostInfo host() {
        return inner.host();
    }

    @Override
    public @Nullable HostLoad load() {
        return inner.load();
    }

    @Override
    public WorkerBudget workerBudget() {
        return inner.workerBudget();
    }

    @Override
    public Availability availability() {
        return inner.availability();
    }

    @Override
    public boolean closed() {
        return inner.closed();
    }

    @Override
    public Map<String, Worker> workers() {
        return inner.workers();
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public Subscription onNewWorker(Listener<NewWorkerEvent> listener) {
        return inner.onNewWorker(listener);
    }

    @Override
    public Subscription onLoad(Listener<LoadEvent> listener) {
        return inner.onLoad(listener);
    }

    @Override
    public Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener) {
        return inner.onAvailabilityChange(listener);
    }

    @Override
    public Subscription onLog(Listener<LogEvent> listener) {
        return inner.onLog(listener);
    }

    @Override
    public Subscription onClose(Listener<CloseEvent> listener) {
        return inner.onClose(listener);
    }
}
