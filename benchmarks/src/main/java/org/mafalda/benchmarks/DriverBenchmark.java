package org.mafalda.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;

/**
 * The Java driver against upstream's Node driver: both steer a worker of their own, of the same binary.
 *
 * <p>The remote client speaks to a media box in another JVM over loopback, and is measured against the local one.
 */
final class DriverBenchmark implements Benchmark {
    private static final String OURS = "java";
    private static final int HEAP_CONSUMERS = 10_000;

    private final LocalMediasoup mediasoup;
    private final NodeDriver node;
    private final MediaBox box;
    private final Mediasoup remoteMediasoup;
    private final DriverWork local;
    private final DriverWork remote;

    private DriverBenchmark(Path installed) throws IOException {
        mediasoup = LocalMediasoup.create();
        node = new NodeDriver(installed, mediasoup.workerBin());
        box = new MediaBox("box");
        remoteMediasoup = RemoteMediasoup.connect(box.uri()).join();
        local = new DriverWork(mediasoup);
        remote = new DriverWork(remoteMediasoup);
    }

    static DriverBenchmark open(Path installed) throws IOException {
        return new DriverBenchmark(installed.resolve("node"));
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                compare(
                        "router.dump, 64 in flight",
                        "calls/s",
                        true,
                        3,
                        60_000,
                        "dump-in-flight",
                        local::dumpsInFlight),
                compare(
                        "router.dump, one at a time",
                        "µs, p50",
                        false,
                        1 / 1.05,
                        5_000,
                        "dump-alone",
                        local::dumpAloneMicros),
                compare(
                        "PlainTransport create + close, one at a time",
                        "transports/s",
                        true,
                        1.15,
                        5_000,
                        "transport-alone",
                        local::transportsAlone),
                compare(
                        "PlainTransport create + close, 64 in flight",
                        "transports/s",
                        true,
                        1.3,
                        15_000,
                        "transport-in-flight",
                        local::transportsInFlight),
                compare("500 consumers, one at a time", "ms", false, 1.5, 7, "consumers-alone", local::consumersAlone),
                compare("500 consumers, all at once", "ms", false, 2, 7, "consumers-at-once", local::consumersAtOnce),
                compare("DirectTransport data messages", "messages/s", true, 2.5, 80_000, "data", local::dataMessages),
                compare("DirectTransport RTP", "packets/s", true, 2.5, 80_000, "rtp", local::rtpPackets),
                compare("createWorker to ready", "ms", false, 1 / 1.1, 10, "worker", local::workerStart),
                remoteCall(),
                new Measure(
                        "remote client on loopback: consumers, pipelined",
                        "consumers/s",
                        true,
                        Goal.ratio(NodeDriver.NAME, 1),
                        Contestant.of(OURS, () -> remote.consumersPerSecond(20)),
                        List.of(Contestant.of(NodeDriver.NAME, () -> 500e3 / node.measure("consumers-at-once", 20)))),
                heap("local", local),
                heap("remote", remote));
    }

    private Measure compare(
            String name, String unit, boolean moreIsBetter, double goal, int count, String nodeMeasure, Work ours) {
        return new Measure(
                name,
                unit,
                moreIsBetter,
                Goal.ratio(NodeDriver.NAME, goal),
                Contestant.of(OURS, () -> ours.round(count)),
                List.of(Contestant.of(NodeDriver.NAME, () -> node.measure(nodeMeasure, count))));
    }

    /** Does something so many times and returns a figure. */
    @FunctionalInterface
    private interface Work {
        double round(int count) throws Exception;
    }

    /** One call on the remote client in comparison with the same on the local one, in each round. */
    private Measure remoteCall() {
        int count = 2_000;
        return new Measure(
                "remote client on loopback: one call",
                "ms more than local, p50",
                false,
                Goal.atMost(0.15, "ms more than local"),
                Contestant.of(OURS, () -> (remote.dumpAloneMicros(count) - local.dumpAloneMicros(count)) / 1e3),
                List.of());
    }

    private Measure heap(String where, DriverWork work) {
        return new Measure(
                "JVM heap with 10,000 consumers, " + where,
                "bytes per consumer",
                false,
                Goal.reported(),
                Contestant.of(OURS, () -> work.heapPerConsumer(HEAP_CONSUMERS)),
                List.of(Contestant.of(NodeDriver.NAME, () -> node.measure("heap", HEAP_CONSUMERS))));
    }

    @Override
    public void close() {
        local.close();
        remote.close();
        remoteMediasoup.close();
        box.close();
        mediasoup.close();
        node.close();
    }
}
