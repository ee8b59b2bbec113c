package org.mafalda.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.simulator.CpuModel;
import org.mafalda.mediasoup.simulator.SimulatedClock;
import org.mafalda.mediasoup.simulator.SimulatedMediasoup;

/** One producer and many who listen, on simulated workers; Mafalda learns by itself what consumers cost. */
final class SimulatedAudience {
    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedMediasoup below;
    private final MafaldaRouter router;

    private SimulatedAudience(int boxes, int workersPerBox, double watermark) {
        below = SimulatedMediasoup.builder(clock)
                .boxes(boxes)
                .workersPerBox(workersPerBox)
                .cpu(CpuModel.consumers(500))
                .build();
        MafaldaMediasoup mafalda = MafaldaMediasoup.over(
                below, MafaldaOptions.builder().executor(clock).build());
        router = clock.await(mafalda.createMafaldaRouter(MafaldaRouterOptions.builder()
                .routerOptions(Sources.ROUTER)
                .watermark(watermark)
                .build()));
    }

    /**
     * What came of it.
     *
     * @param depth most pipes between the producer and a consumer
     * @param copies times that the stream has gone from one box to another
     * @param workers workers that were used
     * @param highestLoad the highest load of a worker
     * @param cpuSeconds CPU time of the thread on which all of it happened, the simulation included
     */
    record Outcome(int depth, int copies, int workers, double highestLoad, double cpuSeconds) {}

    /** So many transports that consume as soon as they are there, 500 in a second. */
    static Outcome oneToMany(int consumers, int boxes, int workersPerBox, double watermark) {
        SimulatedAudience audience = new SimulatedAudience(boxes, workersPerBox, watermark);
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Producer producer = audience.producer();
        for (int number = 1; number <= consumers; number++) {
            audience.consume(audience.transport(), producer);
            if (number % 500 == 0) {
                audience.clock.advance(Duration.ofSeconds(1));
            }
        }
        return audience.outcome(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    }

    /** So many transports first, and a consumer on each of them afterwards. */
    static Outcome transportsFirst(int transports, int workers, double watermark) {
        SimulatedAudience audience = new SimulatedAudience(1, workers, watermark);
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Producer producer = audience.producer();
        List<PlainTransport> all = new ArrayList<>();
        for (int number = 0; number < transports; number++) {
            all.add(audience.transport());
        }
        all.forEach(transport -> audience.consume(transport, producer));
        return audience.outcome(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    }

    private Producer producer() {
        return clock.await(transport().produce(Sources.OPUS));
    }

    private PlainTransport transport() {
        return clock.await(router.createPlainTransport(Sources.PLAIN_TRANSPORT));
    }

    private void consume(PlainTransport transport, Producer producer) {
        clock.await(transport.consume(Sources.consumerOf(producer, router)));
    }

    private Outcome outcome(long cpuNanos) {
        Topology topology = clock.await(router.topology());
        Map<String, String> boxes = new HashMap<>();
        topology.innerRouters().forEach(inner -> boxes.put(inner.routerId(), below.boxOf(inner.workerId())));
        int copies = (int) topology.pipes().stream()
                .filter(pipe -> !Objects.equals(boxes.get(pipe.fromRouterId()), boxes.get(pipe.toRouterId())))
                .count();
        double load =
                below.workers().keySet().stream().mapToDouble(below::load).max().orElse(0);
        return new Outcome(topology.depth(), copies, topology.innerRouters().size(), load, cpuNanos / 1e9);
    }
}
