package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.PlacementDecision.Candidate;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.host.Placement;

/** The real workers of a virtual one: which live, when another one starts, and when one is not needed any more. */
final class InnerWorkers {
    private final VirtualWorker owner;
    private final WorkerSettings settings;
    private final int most;
    private final Restarts restarts;
    /** Those that live; guarded by itself, as the two below. */
    private final List<InnerWorker> living = new ArrayList<>();
    /** Those whose processes have not ended yet. */
    private final Set<InnerWorker> running = new HashSet<>();

    private @Nullable CompletableFuture<InnerWorker> starting;

    /**
     * None yet.
     *
     * @param most how many may live at a time, at least one
     */
    InnerWorkers(VirtualWorker owner, WorkerSettings settings, int most) {
        this.owner = owner;
        this.settings = settings;
        this.most = most;
        this.restarts = new Restarts(owner.mediasoup().timing(), owner.home.lane());
    }

    /** Those that live, in the order in which they were started. */
    List<InnerWorker> all() {
        synchronized (living) {
            return List.copyOf(living);
        }
    }

    /** Whether there may be another one. */
    boolean mayStart() {
        synchronized (living) {
            return starting != null || living.size() < most;
        }
    }

    /** Starts another one; those who ask while one is being started get that. Null if there may not be another one. */
    @Nullable CompletableFuture<InnerWorker> start(@Nullable Candidate near) {
        CompletableFuture<InnerWorker> started = new CompletableFuture<>();
        boolean none;
        synchronized (living) {
            if (starting != null) {
                return starting;
            }
            if (!mayStart()) {
                return null;
            }
            starting = started;
            none = living.isEmpty();
        }
        WorkerUpdateableSettings latest = owner.updated();
        CompletableFuture<Void> turn = none ? restarts.turn() : PipeLink.nothing();
        // What an application's layer below throws is a failure as any other.
        var unused = turn.thenCompose(go -> owner.closed()
                        ? CompletableFuture.failedFuture(owner.closedFailure("createWorker"))
                        : owner.mediasoup().base().createWorker(settings(near)))
                .thenCompose(real -> brought(real, latest))
                .whenComplete((real, failure) -> {
                    if (failure == null) {
                        enter(real, latest, started);
                        return;
                    }
                    synchronized (living) {
                        starting = null;
                    }
                    started.completeExceptionally(Home.unwrapped(failure));
                });
        return started;
    }

    /** Those of all, with the wish to be near that worker if the application has no wish of its own. */
    private WorkerSettings settings(@Nullable Candidate near) {
        Worker neighbour = near == null
                ? null
                : all().stream()
                        .map(InnerWorker::worker)
                        .filter(worker -> worker.id().equals(near.workerId()))
                        .findFirst()
                        .orElse(null);
        return neighbour == null || !settings.placement().equals(Placement.ANYWHERE)
                ? settings
                : Names.with(settings, "placement", Placement.near(neighbour));
    }

    /** Brings a new one to what was set since the first; it is closed if that fails. */
    private static CompletableFuture<Worker> brought(Worker real, @Nullable WorkerUpdateableSettings latest) {
        return latest == null
                ? CompletableFuture.completedFuture(real)
                : real.updateSettings(latest).thenApply(done -> real).whenComplete((brought, failure) -> {
                    if (failure != null) {
                        real.close();
                    }
                });
    }

    private void enter(
            Worker real, @Nullable WorkerUpdateableSettings settled, CompletableFuture<InnerWorker> started) {
        InnerWorker inner = new InnerWorker(owner, real);
        boolean late;
        synchronized (living) {
            starting = null;
            late = owner.closed();
            if (!late) {
                living.add(inner);
                running.add(inner);
            }
        }
        if (late) {
            real.close();
            started.completeExceptionally(owner.closedFailure("createWorker"));
            return;
        }
        restarts.came(inner);
        owner.entered(inner, settled);
        started.complete(inner);
        // The only one stays though it is idle; it is not the only one any more.
        all().forEach(this::lookForIdle);
    }

    /** Does something on the oldest one, which is not closed meanwhile; on another one if none lives. */
    <T> CompletableFuture<T> onFirst(Function<InnerWorker, CompletableFuture<T>> call) {
        InnerWorker oldest = takeOldest();
        if (oldest != null) {
            return onTaken(oldest, call);
        }
        CompletableFuture<InnerWorker> started = start(null);
        return started == null // one has come meanwhile
                ? onFirst(call)
                : started.thenCompose(inner -> inner.take(0) ? onTaken(inner, call) : onFirst(call));
    }

    /** Null if none lives: whoever retires leaves while it is locked. */
    private @Nullable InnerWorker takeOldest() {
        synchronized (living) {
            return living.stream().filter(inner -> inner.take(0)).findFirst().orElse(null);
        }
    }

    private <T> CompletableFuture<T> onTaken(InnerWorker inner, Function<InnerWorker, CompletableFuture<T>> call) {
        return CompletableFuture.completedFuture(inner).thenCompose(call).whenComplete((done, failure) -> {
            inner.arrived();
            lookForIdle(inner);
        });
    }

    /**
     * What is when one has ended.
     *
     * @param last whether none lives any more
     * @param coming another one that is being started already; null if none is
     */
    record End(boolean last, @Nullable CompletableFuture<InnerWorker> coming) {}

    /** One has ended; null if that is known. */
    @Nullable End end(InnerWorker inner) {
        synchronized (living) {
            if (!living.remove(inner)) {
                return null;
            }
            inner.end();
            return new End(living.isEmpty(), starting);
        }
    }

    /** The last one has died, and another is to take its place. */
    void lastDied() {
        restarts.died();
    }

    /** The process of one has ended; whether that was the last. */
    boolean processEnded(InnerWorker inner) {
        synchronized (living) {
            return running.remove(inner) && running.isEmpty();
        }
    }

    /** Closes one if nobody needs it after the linger. The last one stays. */
    void lookForIdle(InnerWorker inner) {
        // What is closed below gives its streams back when that is told: whether it is idle is asked after the linger.
        int use = inner.uses();
        var unused =
                owner.mediasoup().timing().afterLinger(() -> owner.home.lane().execute(() -> closeIfIdle(inner, use)));
    }

    private void closeIfIdle(InnerWorker inner, int use) {
        if (inner.uses() != use || !all().contains(inner) || !inner.idle() || owner.needs(inner)) {
            return;
        }
        synchronized (living) {
            if (living.size() < 2 || !inner.retire()) {
                return;
            }
            living.remove(inner);
        }
        inner.worker().close();
        owner.sum();
    }

    /** Closes all, and has nobody wait for another one; the owner is marked as closed. */
    void closeAll() {
        List<InnerWorker> all;
        synchronized (living) {
            all = List.copyOf(living);
            living.clear();
        }
        all.forEach(inner -> inner.worker().close());
        owner.home.lane().execute(restarts::end);
    }
}
