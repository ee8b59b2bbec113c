package org.mafalda.mediasoup.horizontal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.GeoPosition;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.Placement;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.rope.Details;

/** Finds a box for each new worker, and remembers why. On the lane of the whole. */
final class Placer {
    private static final int REMEMBERED = 1_000;
    /** The label of a box that says what its network can carry, in bit/s. */
    private static final String NETWORK_LABEL = "network-bitrate";

    private final HorizontalMediasoup mediasoup;
    private final HorizontalOptions options;
    private final LoadModel model;
    private final Map<String, Deque<Instant>> recent = new HashMap<>();
    private final Map<String, Decision> decisions = new LinkedHashMap<>();
    private final List<Creation> waiting = new ArrayList<>();
    private long sequence;

    Placer(HorizontalMediasoup mediasoup) {
        this.mediasoup = mediasoup;
        this.options = mediasoup.options();
        this.model = new LoadModel(options.prediction(), options.initialCost());
    }

    /** A worker that is wanted. */
    static final class Creation {
        private final WorkerSettings settings;
        private final CompletableFuture<Worker> future;
        /** Boxes that have refused it, and why. */
        private final Map<String, String> refusals = new HashMap<>();

        private boolean patient;

        Creation(WorkerSettings settings, CompletableFuture<Worker> future) {
            this.settings = settings;
            this.future = future;
        }

        CompletableFuture<Worker> future() {
            return future;
        }
    }

    /** A box that was chosen. */
    private record Found(
            BoxInstance instance, long epoch, String reason, List<Decision.Option> options, Instant time) {}

    // ---- what is known of the boxes

    void add(BoxInstance instance) {
        model.remove(instance.boxId());
        model.add(instance.boxId(), instance.host().cores());
        HostLoad load = instance.load();
        if (load != null) {
            reported(instance, load);
        }
    }

    void remove(BoxInstance instance) {
        model.remove(instance.boxId());
        recent.remove(instance.boxId());
    }

    void reported(BoxInstance instance, HostLoad load) {
        model.reported(
                instance.boxId(),
                measured(instance, load),
                load.time(),
                mediasoup.timing().now());
    }

    /** The worst of what its workers use, what the machine uses and is deprived of, and what its network carries. */
    private double measured(BoxInstance instance, HostLoad load) {
        double workers = 0;
        for (Worker worker : instance.inner().workers().values()) {
            var present = worker.load();
            workers += present == null ? 0 : present.utilization() * present.capacity();
        }
        double network = Math.max(load.receivedBitrate(), load.sentBitrate()) / networkBitrate(instance);
        return Math.max(
                workers / Math.max(0.1, instance.host().cores()), Math.max(load.cpu() + load.cpuSteal(), network));
    }

    private double networkBitrate(BoxInstance instance) {
        String label = instance.host().labels().get(NETWORK_LABEL);
        if (label != null && label.matches("[1-9][0-9]{0,17}")) {
            return Long.parseLong(label);
        }
        return options.networkBitrate();
    }

    void joined(BoxInstance instance) {
        model.placed(instance.boxId(), mediasoup.timing().now());
    }

    void ended(BoxInstance instance) {
        model.ended(instance.boxId(), mediasoup.timing().now());
    }

    // ---- placing

    /** Finds a box and has the worker made there, now or when there is room. */
    void place(Creation creation) {
        if (creation.future.isDone()) {
            return;
        }
        if (mediasoup.closed()) {
            creation.future.completeExceptionally(HorizontalMediasoup.closedFailure("createWorker"));
            return;
        }
        List<Decision.Option> seen = new ArrayList<>();
        Found found;
        try {
            found = find(creation, seen);
        } catch (RuntimeException e) {
            creation.future.completeExceptionally(e);
            return;
        }
        if (found != null) {
            create(creation, found);
        } else if (mediasoup.closed()) {
            creation.future.completeExceptionally(HorizontalMediasoup.closedFailure("createWorker"));
        } else if (mayWait(creation)) {
            await(creation);
        } else {
            creation.future.completeExceptionally(noRoom(seen));
        }
    }

    private @Nullable Found find(Creation creation, List<Decision.Option> seen) {
        Instant now = mediasoup.timing().now();
        List<PlacementPolicy.Candidate> open = new ArrayList<>();
        List<PlacementPolicy.Candidate> braked = new ArrayList<>();
        // Looked up here alone: the whole may be closed meanwhile, which empties its collections.
        Map<String, BoxInstance> boxes = new HashMap<>();
        for (BoxInstance instance : mediasoup.boxes()) {
            boxes.put(instance.boxId(), instance);
            String rejected = rejection(creation, instance);
            double load = model.load(instance.boxId());
            if (rejected == null) {
                (isBraked(instance, now) ? braked : open)
                        .add(new PlacementPolicy.Candidate(
                                instance.boxId(), instance.host(), load, instance.workerCount()));
            } else {
                seen.add(new Decision.Option(instance.boxId(), load, rejected));
            }
        }
        boolean allBraked = open.isEmpty();
        List<PlacementPolicy.Candidate> candidates = preferred(creation, allBraked ? braked : open);
        open.forEach(one -> seen.add(new Decision.Option(one.boxId(), one.load(), null)));
        braked.forEach(one -> seen.add(new Decision.Option(
                one.boxId(),
                one.load(),
                allBraked ? null : "has had " + options.brake() + " placements within " + options.brakeWindow())));
        if (candidates.isEmpty()) {
            return null;
        }
        sequence++;
        PlacementPolicy.Choice choice = options.policy()
                .choose(
                        new PlacementPolicy.Request(creation.settings, sequence, position(creation.settings)),
                        List.copyOf(candidates));
        BoxInstance chosen = boxes.get(choice.boxId());
        if (chosen == null || candidates.stream().noneMatch(one -> one.boxId().equals(choice.boxId()))) {
            throw new IllegalStateException("Policy chose none of the candidates [box:" + choice.boxId() + "]");
        }
        return new Found(chosen, chosen.epoch(), choice.reason(), seen, now);
    }

    /** Why an instance is out of the question; null if it is not. */
    private static @Nullable String rejection(Creation creation, BoxInstance instance) {
        if (instance.availability() != Availability.AVAILABLE) {
            return "is " + instance.availability();
        }
        if (instance.draining()) {
            return "is being drained";
        }
        if (!fits(creation.settings.placement(), instance.inner())) {
            return "is not what the placement asks for";
        }
        WorkerBudget budget = instance.inner().workerBudget();
        Integer limit = budget.limit();
        if (limit != null && budget.used() >= limit) {
            return "has all of its " + limit + " workers";
        }
        return creation.refusals.get(instance.boxId());
    }

    /** Whether it is, or has, a box as is asked for. */
    private static boolean fits(Placement placement, Mediasoup mediasoup) {
        boolean itself = (placement.boxId() == null
                        || placement.boxId().equals(mediasoup.host().boxId()))
                && mediasoup
                        .host()
                        .labels()
                        .entrySet()
                        .containsAll(placement.labels().entrySet());
        return itself
                || (mediasoup instanceof HorizontalMediasoup several
                        && several.boxes().stream().anyMatch(box -> fits(placement, box.inner())));
    }

    private boolean isBraked(BoxInstance instance, Instant now) {
        Deque<Instant> times = recent.get(instance.boxId());
        if (times == null) {
            return false;
        }
        while (!times.isEmpty() && times.getFirst().plus(options.brakeWindow()).isBefore(now)) {
            times.removeFirst();
        }
        return times.size() >= options.brake();
    }

    /** The box of the worker that it is to be near, if that is among them. */
    private static List<PlacementPolicy.Candidate> preferred(
            Creation creation, List<PlacementPolicy.Candidate> candidates) {
        if (creation.settings.placement().near() instanceof HorizontalWorker near) {
            List<PlacementPolicy.Candidate> same = candidates.stream()
                    .filter(one -> one.boxId().equals(near.instance().boxId()))
                    .toList();
            return same.isEmpty() ? candidates : same;
        }
        return candidates;
    }

    private static @Nullable GeoPosition position(WorkerSettings settings) {
        return settings.placement().near() instanceof HorizontalWorker near
                ? near.instance().host().position()
                : Policies.position(
                        settings.appData().get("latitude"), settings.appData().get("longitude"));
    }

    private void create(Creation creation, Found found) {
        BoxInstance instance = found.instance();
        model.placed(instance.boxId(), found.time());
        recent.computeIfAbsent(instance.boxId(), none -> new ArrayDeque<>()).addLast(found.time());
        CompletableFuture<Worker> made;
        try {
            made = instance.inner().createWorker(settings(creation.settings, instance));
        } catch (RuntimeException e) {
            made = CompletableFuture.failedFuture(e);
        }
        var unused = made.whenCompleteAsync(
                (worker, failure) -> {
                    if (failure == null) {
                        made(creation, found, worker);
                    } else {
                        failed(creation, found, failure);
                    }
                },
                mediasoup.lane());
    }

    /** What is left to be asked for within the instance, in its own terms. */
    private static WorkerSettings settings(WorkerSettings settings, BoxInstance instance) {
        Placement placement = settings.placement();
        Worker near =
                placement.near() instanceof HorizontalWorker one && one.instance() == instance ? one.inner() : null;
        boolean here = instance.boxId().equals(placement.boxId());
        boolean labelled = instance.host()
                .labels()
                .entrySet()
                .containsAll(placement.labels().entrySet());
        return new WorkerSettings(
                settings.logLevel(),
                settings.logTags(),
                settings.dtlsCertificateFile(),
                settings.dtlsPrivateKeyFile(),
                settings.dtlsCertificatePem(),
                settings.dtlsPrivateKeyPem(),
                settings.workerBin(),
                settings.libwebrtcFieldTrials(),
                new Placement(here ? null : placement.boxId(), labelled ? Map.of() : placement.labels(), near),
                settings.appData());
    }

    private void made(Creation creation, Found found, Worker worker) {
        BoxInstance instance = found.instance();
        if (instance.closed() || instance.epoch() != found.epoch() || instance.availability() == Availability.LOST) {
            worker.close();
            creation.refusals.put(instance.boxId(), "was lost meanwhile");
            place(creation);
            return;
        }
        HorizontalWorker wrapper = new HorizontalWorker(instance, worker);
        if (mediasoup.adopt(wrapper, creation.future)) {
            decisions.put(
                    wrapper.id(),
                    new Decision(wrapper.id(), found.time(), instance.boxId(), found.reason(), found.options()));
            forgetOldDecisions();
            mediasoup.announce(wrapper);
            creation.future.complete(wrapper);
        }
    }

    private void failed(Creation creation, Found found, Throwable failure) {
        BoxInstance instance = found.instance();
        model.withdrawn(instance.boxId());
        if (failure instanceof CapacityException) {
            creation.refusals.put(instance.boxId(), "refused it: " + failure.getMessage());
            place(creation);
        } else if (instance.availability() == Availability.LOST || instance.epoch() != found.epoch()) {
            creation.refusals.put(instance.boxId(), "was lost meanwhile");
            place(creation);
        } else {
            creation.future.completeExceptionally(failure);
        }
    }

    private static CapacityException noRoom(List<Decision.Option> seen) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        seen.forEach(option -> details.put(option.boxId(), option.rejected()));
        return new CapacityException(
                seen.isEmpty() ? "There is no instance to place a worker on" : "No instance can take a worker",
                details);
    }

    // ---- waiting

    /** Whether a box that is suspect now could take it. */
    private boolean mayWait(Creation creation) {
        return !creation.patient
                && mediasoup.boxes().stream()
                        .anyMatch(box -> box.availability() == Availability.SUSPECT
                                && !box.draining()
                                && fits(creation.settings.placement(), box.inner()));
    }

    private void await(Creation creation) {
        if (waiting.contains(creation)) {
            return;
        }
        waiting.add(creation);
        mediasoup
                .timing()
                .after(
                        options.placementTimeout(),
                        () -> mediasoup.lane().execute(() -> {
                            if (waiting.remove(creation)) {
                                creation.patient = true;
                                place(creation);
                            }
                        }));
    }

    /** There may be room where there was none. */
    void roomChanged() {
        List<Creation> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(this::place);
    }

    // ---- explaining

    private void forgetOldDecisions() {
        var each = decisions.keySet().iterator();
        for (int over = decisions.size() - REMEMBERED; over > 0 && each.hasNext(); ) {
            if (!mediasoup.workers().containsKey(each.next())) {
                each.remove();
                over--;
            }
        }
    }

    Decision decision(String workerId) {
        Decision known = decisions.get(workerId);
        if (known == null) {
            throw new NotFoundException("No placement of that worker is known", Details.of("workerId", workerId));
        }
        return known;
    }
}
