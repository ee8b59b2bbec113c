package org.mafalda.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.RoomPlan;
import org.mafalda.mafalda.RoomShape;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mafalda.policy.LoadModel;
import org.mafalda.mafalda.policy.StreamKind.Use;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.simulator.CpuModel;
import org.mafalda.mediasoup.simulator.SimulatedClock;
import org.mafalda.mediasoup.simulator.SimulatedMediasoup;

/**
 * Conferences of different sizes on different numbers of simulated workers, each of which holds 500 consumers, those
 * that feed pipes included: how many pipes they take.
 */
final class SimulatedRooms {
    private static final int CONSUMERS_PER_WORKER = 500;
    private static final int PRODUCERS = 2;
    private static final double COST = 1.0 / CONSUMERS_PER_WORKER;
    private static final int[] PEERS = {5, 10, 15, 20, 30, 40};
    private static final int[] WORKERS = {1, 2, 4, 8, 16, 32, 64};

    /** A consumer costs what it costs, and nothing else does. */
    static final LoadModel CONSUMERS_ONLY =
            LoadModel.fixed(kind -> kind.use() == Use.CONSUMER || kind.use() == Use.PIPE_CONSUMER ? COST : 0, COST);

    private SimulatedRooms() {}

    /**
     * A room on so many workers.
     *
     * @param plan what it takes, by calculation
     * @param formula pipes if each producer is piped to each other worker that there is
     * @param workersUsed workers that it has used
     * @param pipes pipes that it has taken
     * @param depth most pipes between a producer and a consumer
     * @param load the highest load of a worker, 1 if it is busy
     * @param overloaded whether it did not fit
     */
    record Row(
            int peers,
            int workers,
            RoomPlan plan,
            int formula,
            int workersUsed,
            int pipes,
            int depth,
            double load,
            boolean overloaded) {
        boolean met() {
            return overloaded ? !plan.fits() : plan.fits() && pipes <= plan.pipes() && load <= 1 + 1e-9;
        }

        private String json() {
            return "{\"peers\":" + peers + ",\"workers\":" + workers + ",\"consumers\":" + plan.consumers()
                    + ",\"formula\":" + formula + ",\"fewestWorkers\":" + plan.workers() + ",\"bound\":" + plan.pipes()
                    + ",\"overloaded\":" + overloaded
                    + (overloaded
                            ? ""
                            : ",\"pipes\":" + pipes + ",\"workersUsed\":" + workersUsed + ",\"depth\":" + depth
                                    + ",\"highestLoad\":" + Figures.number(load))
                    + ",\"met\":" + met() + "}";
        }
    }

    /** Prints the table and writes it as JSON. */
    static void run(PrintStream out, Path results) throws IOException {
        out.println("Pipes of a room: simulated workers of " + CONSUMERS_PER_WORKER + " consumers, " + PRODUCERS
                + " producers a peer, watermark 1.0, fan-out 16");
        String line = "%6s %8s %10s %9s %4s %7s %10s %13s %6s %9s  %s%n";
        out.printf(
                line,
                "peers",
                "workers",
                "consumers",
                "formula",
                "w*",
                "bound",
                "ours",
                "workers used",
                "depth",
                "load",
                "goal: ours ≤ bound");
        List<Row> rows = new ArrayList<>();
        for (int peers : PEERS) {
            for (int workers : WORKERS) {
                Row row = run(peers, workers);
                rows.add(row);
                out.printf(
                        line,
                        peers,
                        workers,
                        row.plan().consumers(),
                        row.formula(),
                        row.plan().workers(),
                        row.plan().pipes(),
                        row.overloaded() ? "overloaded" : row.pipes(),
                        row.overloaded() ? "–" : row.workersUsed(),
                        row.overloaded() ? "–" : row.depth(),
                        row.overloaded() ? "–" : Figures.number(row.load()),
                        row.met() ? "met" : "NOT MET");
            }
        }
        Files.createDirectories(results.toAbsolutePath());
        Path file = results.resolve("mafalda-rooms.json");
        Files.writeString(file, rows.stream().map(Row::json).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
        out.println("Written: " + file);
    }

    /** Lets peers join, one after the other, and everybody consume everything. */
    static Row run(int peers, int workers) {
        SimulatedClock clock = new SimulatedClock();
        SimulatedMediasoup below = SimulatedMediasoup.builder(clock)
                .workersPerBox(workers)
                .cpu(CpuModel.consumers(CONSUMERS_PER_WORKER))
                .build();
        MafaldaMediasoup mafalda = MafaldaMediasoup.over(
                below,
                MafaldaOptions.builder()
                        .executor(clock)
                        .loadModel(CONSUMERS_ONLY)
                        .build());
        MafaldaRouter router = clock.await(mafalda.createMafaldaRouter(MafaldaRouterOptions.builder()
                .routerOptions(Sources.ROUTER)
                .watermark(1)
                .build()));
        RoomPlan plan = clock.await(router.plan(new RoomShape(peers, PRODUCERS, 0, 1)));
        int formula = peers * PRODUCERS * (workers - 1);
        try {
            fill(clock, router, peers, plan);
        } catch (CompletionException e) {
            if (e.getCause() instanceof CapacityException) {
                return new Row(peers, workers, plan, formula, workers, 0, 0, 1, true);
            }
            throw e;
        }
        var topology = clock.await(router.topology());
        double load =
                below.workers().keySet().stream().mapToDouble(below::load).max().orElse(0);
        return new Row(
                peers,
                workers,
                plan,
                formula,
                topology.innerRouters().size(),
                topology.pipes().size(),
                topology.depth(),
                load,
                load > 1 + 1e-9);
    }

    private static void fill(SimulatedClock clock, MafaldaRouter router, int peers, RoomPlan plan) {
        List<Producer> producers = new ArrayList<>();
        List<PlainTransport> receiving = new ArrayList<>();
        int consumersOfOne = (peers - 1) * PRODUCERS;
        for (int peer = 0; peer < peers; peer++) {
            PlainTransport sending =
                    clock.await(router.createPlainTransport(expecting((plan.pipes() + peers - 1) / peers)));
            receiving.add(clock.await(router.createPlainTransport(expecting(consumersOfOne))));
            for (int producer = 0; producer < PRODUCERS; producer++) {
                producers.add(clock.await(sending.produce(Sources.OPUS)));
            }
        }
        for (int peer = 0; peer < peers; peer++) {
            for (int producer = 0; producer < producers.size(); producer++) {
                if (producer / PRODUCERS != peer) {
                    clock.await(receiving.get(peer).consume(Sources.consumerOf(producers.get(producer), router)));
                }
            }
        }
        clock.settle();
    }

    private static PlainTransportOptions expecting(int consumers) {
        return PlainTransportOptions.builder(Sources.PLAIN_TRANSPORT.listenInfo())
                .appData(Map.of("expectedConsumers", consumers))
                .build();
    }
}
