package org.mafalda.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.mafalda.chaos.ledger.Ledger;
import org.mafalda.chaos.ledger.LocalLedger;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.testkit.Faults;
import org.mafalda.rope.testkit.TcpProxy;

/**
 * One client of many stops reading. What it costs the server must stay within the bound, and the others must not
 * notice: each calls in turn, and each call has an event that goes to all.
 */
final class StalledRun implements AutoCloseable {
    private static final long MAX_BACKLOG = 2 << 20;
    private static final long MAX_JOURNAL = 2 << 20;
    private static final ServerProcess.Settings SETTINGS =
            new ServerProcess.Settings(Duration.ofSeconds(60), Duration.ofSeconds(10), MAX_BACKLOG, MAX_JOURNAL);
    /** Calls with which latencies are taken: the bound is not reached in a round. */
    private static final int CALLS_PER_SECOND = 100;

    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final String TEXT = "x".repeat(1_000);
    /** Calls that exceed the bound within some seconds. */
    private static final int MANY_CALLS_PER_SECOND = 200;

    private static final String LONG_TEXT = "x".repeat(4_000);
    private static final Duration FILLING = Duration.ofSeconds(8);
    private static final Duration HEAP_PERIOD = Duration.ofMillis(500);
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = 200_000;

    private static final double MEDIAN_RATIO = 1.1;
    private static final double P99_RATIO = 2;

    private final PrintStream out;
    private final Path directory;
    private final ServerProcess server;
    private final TcpProxy proxy;
    private final RopeClient<Ledger> victim;
    private final List<RopeClient<Ledger>> others = new ArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private long calls;

    private StalledRun(PrintStream out, int clients) throws IOException {
        this.out = out;
        this.directory = Files.createTempDirectory("chaos");
        this.server = new ServerProcess(directory.resolve("effects"), SETTINGS);
        this.proxy = TcpProxy.start(server.address(), Faults.NONE);
        this.victim = connect(proxy.port());
        for (int i = 1; i < clients; i++) {
            others.add(connect(server.address().getPort()));
        }
    }

    private static RopeClient<Ledger> connect(int port) {
        RopeClientOptions options = RopeClientOptions.builder()
                .requestTimeout(Duration.ofMinutes(1))
                .backoff(Duration.ofMillis(10), Duration.ofMillis(200))
                .build();
        return RopeClient.connect(Ledger.class, URI.create("ws://127.0.0.1:" + port + "/rope"), options)
                .orTimeout(DEADLINE_NANOS, TimeUnit.NANOSECONDS)
                .join();
    }

    /**
     * Takes the latencies in turn without and with the stalled client, then the heap; what did not hold is the result.
     *
     * @param clients how many there are, the stalled one among them
     * @param rounds how often latencies are taken; 0 leaves them out
     */
    static List<String> run(PrintStream out, int clients, int rounds) throws IOException {
        out.printf(
                "One stalled client of %d [calls/s:%d, each with an event of %d bytes to all]%n",
                clients, CALLS_PER_SECOND, TEXT.length());
        try (StalledRun run = new StalledRun(out, clients)) {
            return run.failures(rounds);
        }
    }

    private List<String> failures(int rounds) {
        Audit audit = new Audit(out);
        if (rounds > 0) {
            latencies(audit, rounds);
        }
        heap(audit);
        audit.expect("calls failed", failed.get(), failed.get() == 0);
        boolean equal = isVictimUpToDate();
        audit.expect("the stalled client shows the server's state", equal, equal);
        return audit.failures();
    }

    private void latencies(Audit audit, int rounds) {
        call(WARM_UP, CALLS_PER_SECOND, TEXT, new Latencies());
        List<Latencies> without = new ArrayList<>();
        List<Latencies> with = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            // In turns, so that neither gains by being the first.
            boolean stalledFirst = round % 2 == 0;
            (stalledFirst ? with : without).add(measure(stalledFirst, round));
            (stalledFirst ? without : with).add(measure(!stalledFirst, round));
        }
        compare(audit, "median", median(without, 0.5), median(with, 0.5), MEDIAN_RATIO);
        compare(audit, "p99", median(without, 0.99), median(with, 0.99), P99_RATIO);
    }

    /** The median over all rounds. */
    private static double median(List<Latencies> rounds, double share) {
        double[] micros = rounds.stream()
                .mapToDouble(round -> round.micros(share))
                .sorted()
                .toArray();
        return (micros[(micros.length - 1) / 2] + micros[micros.length / 2]) / 2;
    }

    private Latencies measure(boolean stalled, int round) {
        Latencies latencies = new Latencies();
        if (stalled) {
            proxy.stall();
        }
        call(ROUND, CALLS_PER_SECOND, TEXT, latencies);
        proxy.flow();
        var unused = isVictimUpToDate();
        out.printf(
                Locale.ROOT,
                "  round %d, %-7s a stalled client: median %.0f µs, p99 %.0f µs%n",
                round,
                stalled ? "with" : "without",
                latencies.micros(0.5),
                latencies.micros(0.99));
        return latencies;
    }

    private static void compare(Audit audit, String name, double without, double with, double most) {
        String text = String.format(
                Locale.ROOT,
                "%.0f µs without, %.0f µs with, ratio %.2f (at most %.1f)",
                without,
                with,
                with / without,
                most);
        audit.expect("latency of the others, " + name, text, with <= most * without);
    }

    /** How much the server's heap grows while it is found out that the client does not read. */
    private void heap(Audit audit) {
        long before = mostHeap(HEAP_PERIOD.multipliedBy(4));
        proxy.stall();
        long growth = mostHeap(FILLING) - before;
        proxy.flow();
        long bound = MAX_BACKLOG + MAX_JOURNAL;
        audit.expect(
                "growth of the server's heap",
                String.format(Locale.ROOT, "%d KiB (bound %d KiB)", growth >> 10, bound >> 10),
                growth <= bound);
    }

    private long mostHeap(Duration time) {
        long most = 0;
        for (long left = time.dividedBy(HEAP_PERIOD); left > 0; left--) {
            call(HEAP_PERIOD, MANY_CALLS_PER_SECOND, LONG_TEXT, new Latencies());
            most = Math.max(most, server.heapBytes());
        }
        return most;
    }

    /** Has the others call in turn at a steady rate, and waits for the answers. */
    private void call(Duration time, int callsPerSecond, String text, Latencies latencies) {
        long period = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
        long start = System.nanoTime();
        for (long due = start; due - start < time.toNanos(); due += period) {
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            call(others.get((int) (calls++ % others.size())).root(), text, latencies);
        }
        var unused = await(() -> inFlight.get() == 0);
    }

    private void call(Ledger ledger, String text, Latencies latencies) {
        inFlight.incrementAndGet();
        long start = System.nanoTime();
        var unused = ledger.publish(calls, text).whenComplete((count, failure) -> {
            latencies.add(System.nanoTime() - start);
            failed.addAndGet(failure == null ? 0 : 1);
            inFlight.decrementAndGet();
        });
    }

    private boolean isVictimUpToDate() {
        String expected = server.picture();
        return await(() -> LocalLedger.picture(victim.root()).equals(expected));
    }

    private static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return condition.getAsBoolean();
    }

    @Override
    public void close() throws IOException {
        victim.close();
        others.forEach(RopeClient::close);
        proxy.close();
        server.close();
        Files.deleteIfExists(directory.resolve("effects"));
        Files.deleteIfExists(directory);
    }
}
