package org.mafalda.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.horizontal.HorizontalMediasoup;
import org.mafalda.mediasoup.horizontal.HorizontalOptions;
import org.mafalda.mediasoup.horizontal.Instance;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.rope.Subscription;

/** What it costs that many media boxes are one; each box is a JVM of its own, and so are we. */
final class ClusterBenchmark implements Benchmark {
    private static final String CLUSTER = "cluster of 3";
    private static final String BOX = "one box";
    private static final int BOXES = 3;
    private static final int IN_FLIGHT = 64;
    private static final int DUMPS = 3_000;
    private static final int ROUTERS = 3_000;
    private static final int WORKERS = 12;
    private static final int PLACEMENTS = 3_000;
    private static final long DEADLINE_SECONDS = 30;

    private final MediaBoxes boxes;
    private final HorizontalMediasoup cluster;
    private final List<HorizontalMediasoup> simulated = new ArrayList<>();

    private ClusterBenchmark(MediaBoxes boxes) {
        this.boxes = boxes;
        this.cluster = boxes.cluster();
    }

    static Benchmark open(Path installed) throws IOException {
        return new ClusterBenchmark(new MediaBoxes(BOXES));
    }

    @Override
    public List<Measure> measures() {
        List<Measure> measures = new ArrayList<>(List.of(
                hop(),
                compare("createWorker + close, 3 in flight", "workers/s", ClusterBenchmark::workersPerSecond),
                compare("createRouter + close, 64 in flight", "routers/s", ClusterBenchmark::routersPerSecond),
                new Measure(
                        "a box falls silent, until it is suspect",
                        "ms",
                        false,
                        Goal.atMost(3_000, "ms"),
                        Contestant.of(CLUSTER, this::silenceMillis),
                        List.of(),
                        0)));
        for (int size : new int[] {10, 100, 1000}) {
            measures.add(placement(size));
        }
        return measures;
    }

    private Measure compare(String name, String unit, Work work) {
        return new Measure(
                name,
                unit,
                true,
                Goal.reported(),
                Contestant.of(CLUSTER, () -> work.on(cluster)),
                List.of(Contestant.of(BOX, () -> work.on(boxes.remotes().get(0)))),
                2);
    }

    /** Does something and returns a figure. */
    @FunctionalInterface
    private interface Work {
        double on(Mediasoup mediasoup);
    }

    /** One call through the cluster in comparison with the same on the remote box's own router, in each round. */
    private Measure hop() {
        Worker worker = cluster.createWorker(WorkerSettings.DEFAULT).join();
        Router through = router(worker);
        Router direct = boxes.remotes().stream()
                .flatMap(remote -> Stream.ofNullable(remote.workers().get(worker.id())))
                .map(inner -> inner.routers().get(through.id()))
                .findFirst()
                .orElseThrow();
        return new Measure(
                "router.dump, one at a time: through the cluster",
                "µs more than remote, p50",
                false,
                Goal.reported(),
                Contestant.of(
                        CLUSTER,
                        () -> (Loops.medianNanos(DUMPS, through::dump) - Loops.medianNanos(DUMPS, direct::dump)) / 1e3),
                List.of());
    }

    private static Router router(Worker worker) {
        return worker.createRouter(Sources.ROUTER).join();
    }

    private static double workersPerSecond(Mediasoup mediasoup) {
        return Loops.rate(
                WORKERS,
                BOXES,
                () -> mediasoup.createWorker(WorkerSettings.DEFAULT).thenAccept(Worker::close));
    }

    private static double routersPerSecond(Mediasoup mediasoup) {
        List<Worker> workers = IntStream.range(0, BOXES)
                .mapToObj(
                        index -> mediasoup.createWorker(WorkerSettings.DEFAULT).join())
                .toList();
        AtomicInteger next = new AtomicInteger();
        try {
            return Loops.rate(
                    ROUTERS,
                    IN_FLIGHT,
                    () -> workers.get(next.getAndIncrement() % BOXES)
                            .createRouter(Sources.ROUTER)
                            .thenAccept(Router::close));
        } finally {
            workers.forEach(Worker::close);
        }
    }

    /** Stops a box, which is the silence of a cut cable, and lets it go on when that was noticed. */
    private double silenceMillis() throws Exception {
        MediaBox box = boxes.box("box" + BOXES);
        Instance instance = boxes.instance(box.id());
        CompletableFuture<Long> suspect = new CompletableFuture<>();
        CompletableFuture<Void> back = new CompletableFuture<>();
        long start = System.nanoTime();
        Subscription listening = instance.onAvailabilityChange(event -> {
            if (event.availability() == Availability.SUSPECT) {
                suspect.complete(System.nanoTime());
            } else if (event.availability() == Availability.AVAILABLE && suspect.isDone()) {
                back.complete(null);
            }
        });
        box.signal("STOP");
        try {
            return (suspect.get(DEADLINE_SECONDS, TimeUnit.SECONDS) - start) / 1e6;
        } finally {
            box.signal("CONT");
            back.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            listening.close();
        }
    }

    private Measure placement(int size) {
        HorizontalMediasoup many =
                HorizontalMediasoup.create(HorizontalOptions.builder().build());
        simulated.add(many);
        for (int number = 1; number <= size; number++) {
            many.add(SimulatedBoxes.box("box" + number)).join();
        }
        return new Measure(
                "createWorker with " + size + " simulated instances",
                "µs, p50",
                false,
                Goal.reported(),
                Contestant.of(
                        "cluster",
                        () -> Loops.medianNanos(
                                        PLACEMENTS,
                                        () -> many.createWorker(WorkerSettings.DEFAULT)
                                                .thenAccept(Worker::close))
                                / 1e3),
                List.of(),
                2);
    }

    @Override
    public void close() {
        simulated.forEach(HorizontalMediasoup::close);
        boxes.close();
    }
}
