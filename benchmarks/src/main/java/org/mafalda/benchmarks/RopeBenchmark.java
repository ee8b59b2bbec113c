package org.mafalda.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** ROPE against a bare Jetty echo: client and server in one JVM, texts of 150 bytes. */
final class RopeBenchmark implements Benchmark {
    private static final int MANY = 100_000;
    private static final int FEW = 10_000;
    private static final int IN_FLIGHT = 64;
    private static final String TEXT = "x".repeat(150);

    private final EchoServer ours;
    private final EchoServer theirs;

    private RopeBenchmark(EchoServer ours, EchoServer theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    static RopeBenchmark open(Path installed) throws Exception {
        return new RopeBenchmark(new RopeEcho(), new JettyEcho());
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                new Measure(
                        "calls/s, 64 in flight",
                        "calls/s",
                        true,
                        Goal.ratio(theirs.name(), 1.3),
                        Contestant.of(ours.name(), () -> callsPerSecond(ours)),
                        List.of(Contestant.of(theirs.name(), () -> callsPerSecond(theirs)))),
                new Measure(
                        "round trip, one in flight",
                        "µs, p50",
                        false,
                        Goal.ratio(theirs.name(), 1 / 1.15),
                        Contestant.of(ours.name(), () -> roundTripMicros(ours)),
                        List.of(Contestant.of(theirs.name(), () -> roundTripMicros(theirs)))));
    }

    private static double callsPerSecond(EchoServer server) throws InterruptedException {
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        CountDownLatch answered = new CountDownLatch(MANY);
        long start = System.nanoTime();
        for (int i = 0; i < MANY; i++) {
            inFlight.acquire();
            var unused = server.call(TEXT).whenComplete((answer, failure) -> {
                inFlight.release();
                answered.countDown();
            });
        }
        answered.await();
        return MANY * 1e9 / (System.nanoTime() - start);
    }

    private static double roundTripMicros(EchoServer server) {
        long[] nanos = new long[FEW];
        for (int i = 0; i < FEW; i++) {
            long start = System.nanoTime();
            server.call(TEXT).join();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[FEW / 2] / 1e3;
    }

    @Override
    public void close() {
        ours.close();
        theirs.close();
    }
}
