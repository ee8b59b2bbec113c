package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.PlacementDecision;
import org.mafalda.mafalda.PlacementDecision.Candidate;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.rope.Details;

/** The inner routers of one router: where they are, what goes to which, and when one is not needed any more. */
final class InnerRouters {
    private final SpanningRouter router;
    /** Guarded by this. */
    private final Map<InnerWorker, CompletableFuture<InnerRouter>> opened = new LinkedHashMap<>();

    /** How much is on its way to a worker. */
    private final Map<InnerWorker, Integer> onTheWay = new HashMap<>();

    /** Those that are to be closed if they are still idle after the linger. */
    private final Map<InnerRouter, ScheduledFuture<?>> ends = new HashMap<>();

    private int placed;
    private boolean over;

    InnerRouters(SpanningRouter router) {
        this.router = router;
    }

    /**
     * Where something goes, and why.
     *
     * @param place the inner router
     * @param decision the reasons
     * @param settle to be run when it stands there, or will not: till then the inner router is not idle
     */
    record Placing(InnerRouter place, PlacementDecision decision, Runnable settle) {}

    /**
     * Decides where something goes, opens an inner router there if there is none, and reserves room.
     *
     * @param only the worker that it has to be; null if it may be any
     * @param reservation how many streams are expected of it
     */
    CompletableFuture<Placing> place(@Nullable InnerWorker only, double reservation) {
        boolean mayStart = router.worker().mayStart();
        PlacementPolicy.Choice choice;
        List<Candidate> candidates = new ArrayList<>();
        InnerWorker chosen = null;
        synchronized (this) {
            List<InnerWorker> workers = router.worker().innerWorkers().stream()
                    .filter(InnerWorker::reachable)
                    .toList();
            for (InnerWorker worker : workers) {
                candidates.add(candidate(worker));
            }
            InnerWorker given = router.worker().delegates() && !workers.isEmpty() ? workers.get(0) : only;
            if (given != null && !given.reachable()) {
                return CompletableFuture.failedFuture(new CapacityException(
                        "The only worker that it can be on cannot be reached",
                        Details.of(
                                "router", router.id(), "worker", given.worker().id())));
            }
            choice = given == null
                    ? router.worker()
                            .mediasoup()
                            .options()
                            .policy()
                            .choose(new PlacementPolicy.Situation(
                                    candidates,
                                    placed,
                                    mayStart,
                                    router.worker().watermark(),
                                    reservation * router.worker().loadModel().expectedCost()))
                    : PlacementPolicy.Choice.none("the only worker that it can be on");
            placed++;
            Candidate candidate = choice.candidate();
            for (InnerWorker worker : workers) {
                if (candidate != null && worker.worker().id().equals(candidate.workerId())) {
                    chosen = worker;
                }
            }
            if (given != null) {
                chosen = given;
            }
            if (chosen != null && !take(chosen, reservation)) {
                return place(null, reservation);
            }
        }
        PlacementDecision decision = choice.decision(candidates);
        if (chosen != null) {
            return at(chosen, reservation, decision);
        }
        if (!choice.start() || !mayStart) {
            return CompletableFuture.failedFuture(new CapacityException(
                    "No worker has room for more", Details.of("router", router.id(), "reason", choice.reason())));
        }
        CompletableFuture<InnerWorker> started = router.worker().start(choice.near());
        return started == null // others have come meanwhile
                ? place(null, reservation)
                : started.thenCompose(worker ->
                        take(worker, reservation) ? at(worker, reservation, decision) : place(null, reservation));
    }

    /** Reserves room on a worker; false if that is being closed. */
    private synchronized boolean take(InnerWorker worker, double reservation) {
        if (!worker.take(reservation)) {
            return false;
        }
        onTheWay.merge(worker, 1, Integer::sum);
        return true;
    }

    private synchronized void arrived(InnerWorker worker) {
        worker.arrived();
        onTheWay.computeIfPresent(worker, (one, count) -> count == 1 ? null : count - 1);
    }

    private CompletableFuture<Placing> at(InnerWorker worker, double reservation, PlacementDecision decision) {
        return open(worker)
                .whenComplete((place, failure) -> {
                    if (failure != null) {
                        worker.release(reservation);
                        arrived(worker);
                        router.worker().lookForIdle(worker);
                    }
                })
                .thenApply(place -> new Placing(place, decision, () -> arrived(worker)));
    }

    private Candidate candidate(InnerWorker worker) {
        CompletableFuture<InnerRouter> present = opened.get(worker);
        int guests = present == null || !present.isDone() || present.isCompletedExceptionally()
                ? 0
                : present.join().guests().size();
        double load = worker.load();
        return new Candidate(
                worker.worker().id(), load, worker.full(load), worker.worker().boxId(), present != null, guests);
    }

    /** The inner router on that worker, opened if there is none. */
    CompletableFuture<InnerRouter> open(InnerWorker worker) {
        CompletableFuture<InnerRouter> wanted = new CompletableFuture<>();
        synchronized (this) {
            CompletableFuture<InnerRouter> present = opened.putIfAbsent(worker, wanted);
            if (present != null) {
                return present;
            }
        }
        List<RtpCodecCapability> codecs = router.mediaCodecs();
        // What an application's layer below throws is a failure as any other.
        CompletableFuture<Router> made =
                PipeLink.nothing().thenCompose(go -> worker.worker().createRouter(options(codecs)));
        var unused = made.whenComplete((inner, failure) -> {
            if (failure == null) {
                List<RtpCodecCapability> latest = updateMediaCodecs(inner, codecs);
                enter(worker, inner, wanted);
                var ignored = updateMediaCodecs(inner, latest);
            } else {
                forget(worker);
                wanted.completeExceptionally(Home.unwrapped(failure));
            }
        });
        return wanted;
    }

    private static RouterOptions options(List<RtpCodecCapability> codecs) {
        return RouterOptions.builder().mediaCodecs(codecs).build();
    }

    /** Brings one that has just been opened to the codecs of the router; returns what it has then. */
    private List<RtpCodecCapability> updateMediaCodecs(Router inner, List<RtpCodecCapability> present) {
        List<RtpCodecCapability> latest = router.mediaCodecs();
        if (!latest.equals(present)) {
            var unused = inner.updateMediaCodecs(latest);
        }
        return latest;
    }

    /** Gives all that are open other codecs; what closes meanwhile needs none. */
    CompletableFuture<List<Void>> updateMediaCodecs(List<RtpCodecCapability> codecs) {
        return All.of(all().stream()
                .map(inner -> inner.router()
                        .updateMediaCodecs(codecs)
                        .exceptionallyCompose(failure ->
                                inner.router().closed() ? PipeLink.nothing() : CompletableFuture.failedFuture(failure)))
                .toList());
    }

    private void enter(InnerWorker worker, Router inner, CompletableFuture<InnerRouter> wanted) {
        InnerRouter entered = new InnerRouter(router, worker, inner);
        router.home.names().put(inner.id(), router);
        var unused = inner.onClose(event -> router.home.names().remove(inner.id()));
        boolean late;
        synchronized (this) {
            late = over;
        }
        if (late) {
            inner.close();
        }
        router.home.lane().execute(() -> router.events().opened(entered));
        wanted.complete(entered);
        // The only one stays though it is idle; it is not the only one any more.
        all().forEach(this::lookForIdle);
    }

    private synchronized void forget(InnerWorker worker) {
        opened.remove(worker);
    }

    /** All that are open, in the order in which they were opened. */
    synchronized List<InnerRouter> all() {
        return opened.values().stream()
                .filter(one -> one.isDone() && !one.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
    }

    /** Takes out that of a worker; null if there is none. */
    synchronized @Nullable InnerRouter remove(InnerWorker worker) {
        CompletableFuture<InnerRouter> removed = opened.remove(worker);
        return removed == null || !removed.isDone() || removed.isCompletedExceptionally() ? null : removed.join();
    }

    /** One may not be needed any more: closes it when that is still so after the linger. */
    synchronized void lookForIdle(InnerRouter inner) {
        if (idle(inner) && !ends.containsKey(inner)) {
            ends.put(inner, router.worker().mediasoup().timing().afterLinger(() -> closeIfIdle(inner)));
        }
    }

    /** The last one stays, so that the next transport need not wait for one. */
    private synchronized boolean idle(InnerRouter inner) {
        return !over
                && opened.size() > 1
                && opened.containsKey(inner.worker())
                && inner.guests().isEmpty()
                && !onTheWay.containsKey(inner.worker())
                && !router.pipes().touch(inner);
    }

    private void closeIfIdle(InnerRouter inner) {
        synchronized (this) {
            ends.remove(inner);
            if (!idle(inner)) {
                return;
            }
            opened.remove(inner.worker());
        }
        inner.router().close();
        router.home.lane().execute(() -> router.events().gone(inner));
        router.worker().lookForIdle(inner.worker());
    }

    /** Closes all, those too that are still being opened; idempotent. */
    void closeAll() {
        List<CompletableFuture<InnerRouter>> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(opened.values());
            opened.clear();
            ends.values().forEach(end -> end.cancel(false));
            ends.clear();
        }
        all.forEach(one -> {
            var unused = one.thenAccept(inner -> inner.router().close());
        });
    }

    synchronized boolean uses(InnerWorker worker) {
        return opened.containsKey(worker);
    }

    static Topology.InnerRouter describe(InnerRouter inner) {
        OptionalLong pid = inner.worker().worker().pid();
        return new Topology.InnerRouter(
                inner.router().id(),
                inner.worker().worker().id(),
                pid.isPresent() ? pid.getAsLong() : null,
                inner.worker().worker().boxId(),
                inner.worker().load(),
                guestIds(inner, SpanningTransport.class),
                guestIds(inner, SpanningObserver.class));
    }

    static List<String> guestIds(InnerRouter inner, Class<? extends Mirror> type) {
        return inner.guests().stream().filter(type::isInstance).map(Node::id).toList();
    }
}
