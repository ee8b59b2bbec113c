package org.mafalda.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.stats.RtpStreamStats;
import org.mafalda.mediasoup.stats.TransportStats;

/** One who sends Opus and 300 who listen, on real workers: on two under one router, and on a single one. */
final class RealAudience implements AutoCloseable {
    private static final int CONSUMERS = 300;
    private static final int PACKETS = 400;
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    /** Half of them fit below it: each is taken for 1/500 of a worker at first. */
    private static final double WATERMARK = 0.32;

    private final LocalMediasoup local = LocalMediasoup.create();
    private final List<MafaldaMediasoup> layers = new ArrayList<>();

    List<Measure> measures() {
        return List.of(cost(), lost(), spread(), idlePipe());
    }

    /** A room that is there when it is first asked for. */
    private abstract static class Lazy {
        private @Nullable Audience audience;

        abstract Audience open() throws IOException;

        Audience get() throws IOException {
            Audience present = audience;
            if (present == null) {
                present = open();
                audience = present;
            }
            return present;
        }
    }

    private final Lazy spanning = new Lazy() {
        @Override
        Audience open() throws IOException {
            MafaldaRouter router = router(MafaldaOptions.builder().maxWorkers(2), WATERMARK);
            Audience audience = new Audience(router, CONSUMERS);
            int workers = router.topology().join().innerRouters().size();
            if (workers != 2) {
                throw new IllegalStateException("Consumers are not on two workers [workers:" + workers + "]");
            }
            return audience;
        }
    };

    private final Lazy single = new Lazy() {
        @Override
        Audience open() throws IOException {
            Worker worker = local.createWorker(WorkerSettings.DEFAULT).join();
            return new Audience(worker.createRouter(Sources.ROUTER).join(), CONSUMERS);
        }
    };

    private MafaldaRouter router(MafaldaOptions.Builder options, double watermark) {
        MafaldaMediasoup layer = MafaldaMediasoup.over(local, options.build());
        layers.add(layer);
        return layer.createMafaldaRouter(MafaldaRouterOptions.builder()
                        .routerOptions(Sources.ROUTER)
                        .watermark(watermark)
                        .build())
                .join();
    }

    private Measure cost() {
        return new Measure(
                "1 Opus publisher to 300 on 2 workers: worker CPU",
                "µs a packet and consumer",
                false,
                Goal.ratio("one worker", 1 / 1.3),
                Contestant.of("two workers", () -> cpuMicros(spanning.get())),
                List.of(Contestant.of("one worker", () -> cpuMicros(single.get()))),
                1);
    }

    private double cpuMicros(Audience audience) throws Exception {
        long before = cpuMillis();
        audience.send(PACKETS, INTERVAL);
        audience.missing(DEADLINE);
        return (cpuMillis() - before) * 1e3 / PACKETS / CONSUMERS;
    }

    /** Of all workers: those of the room that is silent cost next to nothing. */
    private long cpuMillis() {
        return local.workers().values().stream()
                .map(Worker::getResourceUsage)
                .map(CompletableFuture::join)
                .mapToLong(usage -> usage.ruUtime() + usage.ruStime())
                .sum();
    }

    private Measure lost() {
        return new Measure(
                "1 Opus publisher to 300 on 2 workers: not sent or lost",
                "packets of 120,000",
                false,
                Goal.atMost(0, "packets"),
                Contestant.of("two workers", () -> {
                    Audience audience = spanning.get();
                    audience.send(PACKETS, INTERVAL);
                    return audience.missing(DEADLINE);
                }),
                List.of(),
                0);
    }

    private Measure spread() {
        return new Measure(
                "300 transports, then 300 consumers, 2 real workers: highest load",
                "of a core",
                false,
                Goal.atMost(0.6, "of a core"),
                Contestant.of("two workers", this::highestLoad),
                List.of(),
                0);
    }

    /** Transports first, then their consumers, then media for as long as it takes to be measured. */
    private double highestLoad() throws Exception {
        MafaldaRouter router = router(MafaldaOptions.builder().maxWorkers(2), 0.6);
        try (Audience audience = Audience.transportsFirst(router, CONSUMERS)) {
            List<String> used = router.topology().join().innerRouters().stream()
                    .map(Topology.InnerRouter::workerId)
                    .toList();
            if (used.size() < 2) {
                return 1;
            }
            audience.send(150, Duration.ofMillis(20));
            return used.stream()
                    .map(id -> local.workers().get(id))
                    .map(worker -> worker == null ? null : worker.load())
                    .mapToDouble(load -> load == null ? 1 : load.utilization())
                    .max()
                    .orElse(1);
        } finally {
            router.close();
        }
    }

    private Measure idlePipe() {
        return new Measure(
                "a pipe that nobody uses",
                "bytes/s",
                false,
                Goal.atMost(100, "bytes/s"),
                Contestant.of("two workers", this::idleBytesPerSecond),
                List.of(),
                0);
    }

    private double idleBytesPerSecond() throws Exception {
        MafaldaRouter router = router(
                MafaldaOptions.builder()
                        .maxWorkers(2)
                        .policy(PlacementPolicy.scatter(2))
                        .linger(Duration.ofMinutes(1)),
                0.6);
        try (Audience audience = new Audience(router, 1)) {
            audience.send(20, INTERVAL);
            audience.consumers().forEach(Consumer::close);
            Topology topology = router.topology().join();
            if (topology.pipes().size() != 1) {
                throw new IllegalStateException("There is no pipe [topology:" + topology + "]");
            }
            List<String> routers = topology.innerRouters().stream()
                    .map(Topology.InnerRouter::routerId)
                    .toList();
            audience.send(20, INTERVAL);
            long before = pipeBytes(routers);
            long start = System.nanoTime();
            audience.send(300, Duration.ofMillis(10));
            return (pipeBytes(routers) - before) * 1e9 / (System.nanoTime() - start);
        } finally {
            router.close();
        }
    }

    /** What has left over the pipe transports of these routers. */
    private long pipeBytes(List<String> routerIds) {
        long bytes = 0;
        for (Worker worker : local.workers().values()) {
            for (Router router : worker.routers().values()) {
                for (Transport transport : router.transports().values()) {
                    if (routerIds.contains(router.id()) && transport instanceof PipeTransport) {
                        for (TransportStats stats : transport.getStats().join()) {
                            bytes += stats.base().bytesSent();
                        }
                    }
                }
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        layers.forEach(MafaldaMediasoup::close);
        local.close();
    }

    /** A publisher and its listeners in one router, over UDP on loopback. */
    private static final class Audience implements AutoCloseable {
        private final OpusSender sender;
        private final List<Consumer> consumers = new ArrayList<>();
        private long sent;

        private Audience(Router router, int size) throws IOException {
            this(router, size, false);
        }

        private Audience(Router router, int size, boolean transportsFirst) throws IOException {
            PlainTransport from = transport(router);
            sender = new OpusSender(from.tuple().localPort());
            from.connect(sender.endpoint()).join();
            var options = Sources.consumerOf(from.produce(Sources.OPUS).join(), router);
            List<PlainTransport> waiting = new ArrayList<>();
            for (int number = 0; number < size; number++) {
                PlainTransport to = transport(router);
                to.connect(sender.endpoint()).join();
                if (transportsFirst) {
                    waiting.add(to);
                } else {
                    consumers.add(to.consume(options).join());
                }
            }
            for (PlainTransport to : waiting) {
                consumers.add(to.consume(options).join());
            }
        }

        private static Audience transportsFirst(Router router, int size) throws IOException {
            return new Audience(router, size, true);
        }

        private static PlainTransport transport(Router router) {
            return router.createPlainTransport(Sources.PLAIN_TRANSPORT).join();
        }

        private List<Consumer> consumers() {
            return consumers;
        }

        private void send(int packets, Duration interval) throws IOException, InterruptedException {
            sender.send(packets, interval);
            sent += packets;
        }

        /** How many packets have not left for a listener, or were lost on the way, by the workers' own counts. */
        private double missing(Duration patience) throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            long missing;
            do {
                missing = 0;
                for (Consumer consumer : consumers) {
                    RtpStreamStats stats = consumer.getStats().join().get(0);
                    missing += Math.abs(sent - stats.packetCount())
                            + Math.max(0, stats.base().packetsLost());
                }
            } while (missing > 0 && System.nanoTime() < deadline);
            return missing;
        }

        @Override
        public void close() throws IOException {
            sender.close();
        }
    }
}
