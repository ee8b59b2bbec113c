package org.mafalda.mediasoup.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.LoadEvent;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.mediasoup.event.NewWorkerEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.Placement;
import org.mafalda.mediasoup.host.WorkerBudget;
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

/**
 * A {@link Mediasoup} without processes, on a {@link SimulatedClock}. It has one box or several, named {@code box1},
 * {@code box2} and so on; workers go where {@link WorkerSettings#placement} wants them, and to the first box with room
 * otherwise. Boxes and workers can be made to fail.
 *
 * <p>Not thread-safe: to be used on the thread that moves the clock. Lives until it is closed, which closes its
 * workers.
 */
public final class SimulatedMediasoup implements Mediasoup, Stateful {
    private static final int KILLED = 9;

    private final World world;
    private final List<SimulatedBox> boxes = new ArrayList<>();
    private final int workersPerBox;
    private final Lane lane;
    private final LiveMap<Worker> workers = new LiveMap<>();
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<NewWorkerEvent> onNewWorker = new Signal<>();
    private final Signal<AvailabilityChangeEvent> onAvailabilityChange = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    private Availability availability = Availability.AVAILABLE;
    private boolean closed;

    private SimulatedMediasoup(Builder builder) {
        this.world = new World(builder.clock, builder.cpu, builder.latency, builder.failureRate, builder.seed);
        this.workersPerBox = builder.workersPerBox;
        this.lane = new Lane("simulated-mediasoup", builder.clock);
        this.onClose = new StickySignal<>(lane);
        for (int number = 1; number <= builder.boxes; number++) {
            boxes.add(new SimulatedBox(world, "box" + number, workersPerBox, this::left));
        }
    }

    /** One box with room for eight workers, unless told otherwise. */
    public static Builder builder(SimulatedClock clock) {
        return new Builder(clock);
    }

    // ---- what happens to it

    /** Kills the process of a worker, as {@code kill -9} does; one that does not run is left alone. */
    public void kill(String workerId) {
        running(workerId)
                .ifPresent(worker -> worker.die(
                        new WorkerDeath(WorkerDeath.Cause.KILLED, null, KILLED, "Killed by the simulation")));
    }

    /**
     * Cuts the network of a box: its workers are suspect, calls wait, and no media passes between it and other boxes.
     *
     * @throws NotFoundException if there is no such box
     */
    public void suspect(String boxId) {
        become(boxId, Availability.SUSPECT);
    }

    /**
     * The network of a box works again; if the box was given up, it is empty.
     *
     * @throws NotFoundException if there is no such box
     */
    public void recover(String boxId) {
        become(boxId, Availability.AVAILABLE);
    }

    /**
     * A box is given up: its workers die, with {@code NODE_LOST} as cause, and nothing new starts there until it
     * recovers.
     *
     * @throws NotFoundException if there is no such box
     */
    public void lose(String boxId) {
        become(boxId, Availability.LOST);
    }

    private void become(String boxId, Availability next) {
        SimulatedBox box = boxes.stream()
                .filter(one -> one.id().equals(boxId))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("Box not found", Details.of("boxId", boxId)));
        box.become(next);
        Availability best = boxes.stream()
                .map(SimulatedBox::availability)
                .min(Comparable::compareTo)
                .orElseThrow();
        if (best != availability) {
            availability = best;
            AvailabilityChangeEvent event = new AvailabilityChangeEvent(best);
            lane.execute(() -> {
                onChange.fire(Change.builder()
                        .property("availability", best)
                        .event("onAvailabilityChange", event)
                        .build());
                onAvailabilityChange.fire(event);
            });
        }
    }

    // ---- what can be seen

    /** The ids of the boxes. */
    public List<String> boxIds() {
        return boxes.stream().map(SimulatedBox::id).toList();
    }

    /**
     * The box that a worker runs on.
     *
     * @throws NotFoundException if no such worker runs
     */
    public String boxOf(String workerId) {
        return running(workerId)
                .orElseThrow(() -> new NotFoundException("Worker not found", Details.of("workerId", workerId)))
                .box()
                .id();
    }

    /** The share of its core that a worker uses at this moment, 0 to 1 and beyond; 0 if it does not run. */
    public double load(String workerId) {
        return running(workerId).map(SimulatedWorker::load).orElse(0.0);
    }

    /** Whether media of the producer's endpoint comes to a consumer of this simulation, over however many pipes. */
    public boolean receives(Consumer consumer) {
        return ((SimulatedConsumer) SimulatedObject.of(consumer)).receives();
    }

    /** Whether messages of the data producer's endpoint come to a data consumer of this simulation. */
    public boolean receivesData(DataConsumer consumer) {
        return ((SimulatedConsumer) SimulatedObject.of(consumer)).receives();
    }

    private Optional<SimulatedWorker> running(String workerId) {
        return Optional.ofNullable(workers.get(workerId)).map(worker -> (SimulatedWorker) SimulatedObject.of(worker));
    }

    // ---- Mediasoup

    @Override
    public CompletableFuture<Worker> createWorker(WorkerSettings settings) {
        Objects.requireNonNull(settings, "settings");
        if (closed) {
            return LaneFuture.failed(closedFailure());
        }
        CompletableFuture<Worker> future = new LaneFuture<>();
        var unused = world.clock()
                .schedule(() -> lane.execute(() -> start(settings, future)), world.latency(), TimeUnit.NANOSECONDS);
        return future;
    }

    private void start(WorkerSettings settings, CompletableFuture<Worker> future) {
        SimulatedBox box = boxFor(settings.placement());
        if (closed || box == null) {
            future.completeExceptionally(
                    closed
                            ? closedFailure()
                            : new CapacityException("No box has room", Details.of("boxes", boxes.size())));
            return;
        }
        Worker worker = box.start(settings).self(Worker.class);
        workers.add(worker.id(), worker);
        NewWorkerEvent event = new NewWorkerEvent(worker);
        onChange.fire(Change.builder()
                .added("workers", worker.id(), worker)
                .event("onNewWorker", event)
                .build());
        onNewWorker.fire(event);
        future.complete(worker);
    }

    private @Nullable SimulatedBox boxFor(Placement placement) {
        String wanted = placement.boxId();
        Worker near = placement.near();
        Stream<SimulatedBox> possible = boxes.stream()
                .filter(SimulatedBox::hasRoom)
                .filter(box -> wanted == null || box.id().equals(wanted));
        return possible.max((one, other) ->
                        Boolean.compare(near != null && one.runs(near), near != null && other.runs(near)))
                .orElse(null);
    }

    private static InvalidStateException closedFailure() {
        return new InvalidStateException("Mediasoup is closed", Details.of("method", "createWorker"));
    }

    private void left(SimulatedWorker worker) {
        Worker gone = workers.remove(worker.id());
        if (gone != null) {
            lane.execute(() -> onChange.fire(
                    Change.builder().removed("workers", worker.id(), gone).build()));
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CloseReason reason = new CloseReason.MediasoupClosed();
        List.copyOf(workers.view().values())
                .forEach(worker -> SimulatedObject.of(worker).close(reason, reason));
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
    public String version() {
        return host().mediasoupVersion();
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
        return new HostInfo(
                "simulation",
                Map.of(),
                null,
                "simulated",
                "3.27.1",
                boxes.size() * workersPerBox,
                List.of("127.0.0.1"),
                List.of("127.0.0.1"));
    }

    @Override
    public @Nullable HostLoad load() {
        return null;
    }

    @Override
    public WorkerBudget workerBudget() {
        return new WorkerBudget(
                BudgetPolicy.OWN, boxes.size() * workersPerBox, workers.view().size());
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
    public Subscription onNewWorker(Listener<NewWorkerEvent> listener) {
        return onNewWorker.subscribe(listener);
    }

    /** Never comes: simulated machines have no load but that of their workers. */
    @Override
    public Subscription onLoad(Listener<LoadEvent> listener) {
        return () -> {};
    }

    @Override
    public Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener) {
        return onAvailabilityChange.subscribe(listener);
    }

    /** Never comes: simulated workers have nothing to say. */
    @Override
    public Subscription onLog(Listener<LogEvent> listener) {
        return () -> {};
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
        return "SimulatedMediasoup[boxes=" + boxes.size() + "]";
    }

    /** Collects what a simulation is to be. Not thread-safe. */
    public static final class Builder {
        private final SimulatedClock clock;
        private int boxes = 1;
        private int workersPerBox = 8;
        private CpuModel cpu = CpuModel.consumers(500);
        private Duration latency = Duration.ZERO;
        private double failureRate;
        private long seed;

        private Builder(SimulatedClock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /** How many boxes there are, at least 1; default 1. */
        public Builder boxes(int boxes) {
            this.boxes = atLeastOne("boxes", boxes);
            return this;
        }

        /** How many workers a box has room for, at least 1; default 8. */
        public Builder workersPerBox(int workersPerBox) {
            this.workersPerBox = atLeastOne("workersPerBox", workersPerBox);
            return this;
        }

        private static int atLeastOne(String field, int given) {
            if (given < 1) {
                throw InvalidArgumentException.of(field, given, "must be at least 1");
            }
            return given;
        }

        /** What consumers cost; default: 500 keep a worker busy. */
        public Builder cpu(CpuModel cpu) {
            this.cpu = Objects.requireNonNull(cpu, "cpu");
            return this;
        }

        /** The longest time that a worker takes for a request, each a random part of it; default: none. */
        public Builder latency(Duration latency) {
            if (latency.isNegative()) {
                throw InvalidArgumentException.of("latency", latency, "must not be negative");
            }
            this.latency = latency;
            return this;
        }

        /** The share of requests to make or connect something that workers refuse, 0 to 1; default 0. */
        public Builder failureRate(double failureRate) {
            if (!(failureRate >= 0 && failureRate <= 1)) {
                throw InvalidArgumentException.of("failureRate", failureRate, "must be between 0 and 1");
            }
            this.failureRate = failureRate;
            return this;
        }

        /** What chance begins with; default 0. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The simulation. */
        public SimulatedMediasoup build() {
            return new SimulatedMediasoup(this);
        }
    }
}
