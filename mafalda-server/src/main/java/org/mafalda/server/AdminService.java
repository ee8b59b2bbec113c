package org.mafalda.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.horizontal.Decision;
import org.mafalda.mediasoup.horizontal.Drain;
import org.mafalda.mediasoup.horizontal.DrainProgress;
import org.mafalda.mediasoup.horizontal.Horizontal;
import org.mafalda.mediasoup.horizontal.Instance;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.server.admin.Admin;
import org.mafalda.server.admin.DrainEvent;
import org.mafalda.server.admin.Placement;
import org.mafalda.server.admin.Reload;
import org.mafalda.server.admin.ServerStatus;

/** What operators ask of a running server, answered by it and its clusters. Thread-safe. */
final class AdminService implements Admin, Stateful {
    private final RunningServer server;
    private final Signal<DrainEvent> onDrainProgress = new Signal<>();
    /** The drain that is listened to, by the id of its box. Guarded by this. */
    private final Map<String, Drain> watched = new HashMap<>();

    AdminService(RunningServer server) {
        this.server = server;
    }

    @Override
    public CompletableFuture<ServerStatus> getStatus() {
        Gate gate = server.gate();
        OwnDrain drain = server.drain();
        List<ServerStatus.Box> boxes = new ArrayList<>();
        for (Horizontal cluster : server.clusters()) {
            cluster.instances().values().forEach(instance -> boxes.add(box(cluster, instance)));
        }
        return server.connectedSessions()
                .thenApply(sessions -> new ServerStatus(
                        gate.host().boxId(),
                        gate.version(),
                        server.layers(),
                        gate.availability(),
                        gate.workerBudget(),
                        gate.workers().size(),
                        sessions,
                        drain == null ? null : drain.progress(),
                        boxes));
    }

    private static ServerStatus.Box box(Horizontal cluster, Instance instance) {
        HostLoad load = instance.load();
        Drain drain = cluster.drains().get(instance.boxId());
        return new ServerStatus.Box(
                cluster.host().boxId(),
                instance.boxId(),
                instance.availability(),
                instance.draining(),
                instance.epoch(),
                instance.workerCount(),
                load == null ? null : load.cpu(),
                drain == null ? null : drain.progress());
    }

    @Override
    public CompletableFuture<List<Placement>> getPlacements() {
        List<CompletableFuture<@Nullable Placement>> all = new ArrayList<>();
        for (Horizontal cluster : server.clusters()) {
            for (String workerId : cluster.workers().keySet()) {
                all.add(cluster.explain(workerId).handle((decision, gone) -> placement(cluster, decision)));
            }
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<Placement> placements = new ArrayList<>();
            for (CompletableFuture<@Nullable Placement> one : all) {
                Placement placement = one.join();
                if (placement != null) {
                    placements.add(placement);
                }
            }
            return placements;
        });
    }

    private static @Nullable Placement placement(Horizontal cluster, @Nullable Decision decision) {
        return decision == null
                ? null
                : new Placement(
                        cluster.host().boxId(),
                        decision.workerId(),
                        decision.boxId(),
                        decision.time(),
                        decision.reason());
    }

    @Override
    public CompletableFuture<Decision> explain(String workerId) {
        CompletableFuture<Decision> found = CompletableFuture.failedFuture(
                new NotFoundException("Worker not found", Details.of("workerId", workerId)));
        for (Horizontal cluster : server.clusters()) {
            found = found.exceptionallyCompose(elsewhere -> cluster.explain(workerId));
        }
        return found;
    }

    @Override
    public CompletableFuture<DrainProgress> drain(String boxId, Duration deadline) {
        if (deadline.isNegative()) {
            return CompletableFuture.failedFuture(
                    InvalidArgumentException.of("deadline", deadline, "must not be negative"));
        }
        Horizontal cluster = clusterWith(boxId);
        if (cluster != null) {
            return cluster.drain(boxId, deadline).thenApply(this::watch);
        }
        if (isOwn(boxId)) {
            OwnDrain drain =
                    server.beginDrain(deadline, progress -> onDrainProgress.fire(new DrainEvent(boxId, progress)));
            return CompletableFuture.completedFuture(drain.progress());
        }
        return CompletableFuture.failedFuture(unknown(boxId));
    }

    private DrainProgress watch(Drain drain) {
        synchronized (this) {
            if (drain.equals(watched.put(drain.boxId(), drain))) {
                return drain.progress();
            }
        }
        var progress = drain.onProgress(event -> onDrainProgress.fire(new DrainEvent(drain.boxId(), event.progress())));
        var unused = drain.onClose(event -> {
            progress.close();
            synchronized (this) {
                watched.remove(drain.boxId(), drain);
            }
            onDrainProgress.fire(new DrainEvent(drain.boxId(), event.progress()));
        });
        return drain.progress();
    }

    @Override
    public CompletableFuture<Void> cancelDrain(String boxId) {
        Horizontal cluster = clusterWith(boxId);
        if (cluster != null) {
            return cluster.serve(boxId);
        }
        if (isOwn(boxId)) {
            server.cancelDrain();
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.failedFuture(unknown(boxId));
    }

    private @Nullable Horizontal clusterWith(String boxId) {
        for (Horizontal cluster : server.clusters()) {
            if (cluster.instances().containsKey(boxId)) {
                return cluster;
            }
        }
        return null;
    }

    private boolean isOwn(String boxId) {
        return server.gate().host().boxId().equals(boxId);
    }

    private static NotFoundException unknown(String boxId) {
        return new NotFoundException("Box not found", Details.of("boxId", boxId));
    }

    @Override
    public CompletableFuture<Reload> reload() {
        return server.reload();
    }

    @Override
    public Subscription onDrainProgress(Listener<DrainEvent> listener) {
        return onDrainProgress.subscribe(listener);
    }

    /** It has no state that could change. */
    @Override
    public Subscription onChange(Listener<Change> listener) {
        return () -> {};
    }

    @Override
    public String toString() {
        return "Admin[" + server.gate().host().boxId() + "]";
    }
}
