package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance as its {@link HorizontalMediasoup} follows it. Its state is written on the lane of that one, as all
 * methods are called there that do not say otherwise.
 */
final class BoxInstance implements Instance, Stateful {
    private static final Logger LOG = LoggerFactory.getLogger(BoxInstance.class);

    private final HorizontalMediasoup mediasoup;
    private final Mediasoup inner;
    private final boolean owned;
    private final String boxId;
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    private final Set<HorizontalWorker> workers = new HashSet<>();
    /** Ids of the workers that were lost; they may live on there. */
    private final Set<String> leftovers = new HashSet<>();

    private final List<Subscription> subscriptions = new ArrayList<>();
    /** How often it became suspect, so that a timer knows whether it is still meant. */
    private long suspicions;

    private boolean returning;
    private volatile HostInfo host;
    private volatile @Nullable HostLoad load;
    private volatile Availability availability;
    private volatile boolean draining;
    private volatile long epoch = 1;
    private volatile int workerCount;
    private volatile boolean closed;

    BoxInstance(HorizontalMediasoup mediasoup, Mediasoup inner, boolean owned) {
        this.mediasoup = mediasoup;
        this.inner = inner;
        this.owned = owned;
        this.host = inner.host();
        this.boxId = host.boxId();
        this.load = inner.load();
        this.availability = seen();
        this.onClose = new StickySignal<>(mediasoup.lane());
    }

    /** The one that says less. */
    static Availability worse(Availability one, Availability other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Begins to follow what is behind it. */
    void begin() {
        subscriptions.add(((Stateful) inner).onChange(change -> mediasoup.lane().execute(() -> innerChanged(change))));
        Availability now = seen();
        if (now == Availability.SUSPECT) {
            suspect();
        } else {
            look(now);
        }
    }

    HorizontalMediasoup mediasoup() {
        return mediasoup;
    }

    Mediasoup inner() {
        return inner;
    }

    private Availability seen() {
        return inner.closed() ? Availability.LOST : inner.availability();
    }

    private void innerChanged(Change change) {
        if (closed) {
            return;
        }
        Set<String> names = change.properties().keySet();
        if (names.contains("host")) {
            host = inner.host();
            report(Change.builder().property("host", host));
        }
        HostLoad now = inner.load();
        if (names.contains("load") && now != null) {
            load = now;
            mediasoup.placer().reported(this, now);
            report(Change.builder().property("load", now));
            mediasoup.loadChanged();
        }
        if (names.contains("closed")) {
            look(Availability.LOST);
        } else if (change.event() != null && change.event().value() instanceof AvailabilityChangeEvent event) {
            // As it was then: one that was lost for a moment has to be admitted anew.
            look(event.availability());
        } else if (names.contains("availability")) {
            look(seen());
        }
        mediasoup.summaryChanged();
    }

    // ---- being there or not

    private void look(Availability now) {
        switch (now) {
            case AVAILABLE -> {
                if (availability == Availability.SUSPECT) {
                    become(Availability.AVAILABLE);
                } else if (availability == Availability.LOST) {
                    comeBack();
                }
            }
            case SUSPECT -> {
                if (availability == Availability.AVAILABLE) {
                    suspect();
                }
            }
            case LOST -> lose();
        }
    }

    private void suspect() {
        long suspicion = ++suspicions;
        LOG.warn("Instance gives no sign of life [box:{}]", boxId);
        become(Availability.SUSPECT);
        Duration patience = mediasoup.options().lostAfter();
        if (patience != null) {
            mediasoup
                    .timing()
                    .after(
                            patience,
                            () -> mediasoup.lane().execute(() -> {
                                if (suspicion == suspicions && availability == Availability.SUSPECT && !closed) {
                                    lose();
                                }
                            }));
        }
    }

    private void lose() {
        if (availability == Availability.LOST) {
            return;
        }
        LOG.warn("Instance is lost, and its workers with it [box:{}, workers:{}]", boxId, workers.size());
        become(Availability.LOST);
        WorkerDeath death = death();
        List.copyOf(workers).forEach(worker -> {
            leftovers.add(worker.id());
            worker.lose(death);
        });
    }

    /** How workers of this instance die when it is lost. On any thread. */
    WorkerDeath death() {
        return new WorkerDeath(WorkerDeath.Cause.NODE_LOST, null, null, "Box was lost: " + boxId);
    }

    /** Admits it again once nothing is left there of what was before. */
    private void comeBack() {
        if (returning) {
            return;
        }
        returning = true;
        List<CompletableFuture<?>> ends = new ArrayList<>();
        leftovers.forEach(id -> {
            Worker worker = inner.workers().get(id);
            if (worker != null) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                worker.close();
                var unused = worker.onClose(event -> end.complete(null));
            }
        });
        var unused = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .whenCompleteAsync((done, failure) -> admitAgain(), mediasoup.lane());
    }

    private void admitAgain() {
        returning = false;
        if (closed || seen() != Availability.AVAILABLE) {
            return;
        }
        UnsupportedException difference = mediasoup.members().difference(inner, this);
        if (difference != null) {
            LOG.error("Instance has come back as another one and is left out: {}", difference.getMessage());
            return;
        }
        leftovers.clear();
        host = inner.host();
        long next = epoch + 1;
        epoch = next;
        mediasoup.placer().add(this);
        report(Change.builder().property("host", host).property("epoch", next));
        LOG.info("Instance is back [box:{}, epoch:{}]", boxId, next);
        become(Availability.AVAILABLE);
    }

    private void become(Availability next) {
        availability = next;
        AvailabilityChangeEvent event = new AvailabilityChangeEvent(next);
        report(Change.builder().property("availability", next).event("onAvailabilityChange", event));
        onAvailabilityChange.fire(event);
        List.copyOf(workers).forEach(HorizontalWorker::availabilityChanged);
        mediasoup.summaryChanged();
        mediasoup.placer().roomChanged();
    }

    // ---- what is there

    void entered(HorizontalWorker worker) {
        workers.add(worker);
        countWorkers();
    }

    void left(HorizontalWorker worker) {
        if (workers.remove(worker)) {
            mediasoup.placer().ended(this);
            countWorkers();
        }
    }

    private void countWorkers() {
        workerCount = workers.size();
        report(Change.builder().property("workerCount", workerCount));
    }

    /** Somebody joins a room there, which will cost something. On any thread. */
    void joined() {
        mediasoup.lane().execute(() -> mediasoup.placer().joined(this));
    }

    void draining(boolean now) {
        if (draining != now) {
            draining = now;
            report(Change.builder().property("draining", now));
            mediasoup.placer().roomChanged();
        }
    }

    /** Those that are left. */
    void closeWorkers() {
        List.copyOf(workers).forEach(HorizontalWorker::close);
    }

    /** Marks it as removed; {@link #tellClosed} follows. On any thread. */
    void markClosed() {
        closed = true;
    }

    /** Lets go of what is behind it, and says so. */
    void tellClosed() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
        if (owned) {
            inner.close();
        }
        CloseEvent event = new CloseEvent(new CloseReason.Called());
        report(Change.builder().property("closed", true).event("onClose", event));
        onClose.fire(event);
    }

    private void report(Change.Builder change) {
        onChange.fire(change.build());
    }

    @Override
    public String boxId() {
        return boxId;
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
    public Availability availability() {
        return availability;
    }

    @Override
    public boolean draining() {
        return draining;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public int workerCount() {
        return workerCount;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener) {
        return onAvailabilityChange.subscribe(listener);
    }

    @Override
    public Subscription onClose(Listener<CloseEvent> listener) {
        return onClose.subscribe(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }

    @Override
    public String toString() {
        return "Instance[box=" + boxId + ", " + availability + (closed ? ", closed]" : "]");
    }
}
