package org.mafalda.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.mafalda.rope.testkit.Cut;
import org.mafalda.rope.testkit.Faults;

/**
 * Clients that call all the time while their connections are cut: first for less than the resume window, then for more,
 * and with servers that are killed. Prints what came of it.
 */
final class CutRun {
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration LONG_WINDOW = Duration.ofSeconds(60);
    private static final Duration SHORT_WINDOW = Duration.ofMillis(200);
    private static final long MAX_BACKLOG = 16 << 20;
    private static final long MAX_JOURNAL = 32 << 20;
    /** Of so many cuts within the window, one is made beyond it. */
    private static final int CUTS_PER_OUTAGE = 20;
    /** Each so manieth of these is a restart. */
    private static final int OUTAGES_PER_RESTART = 5;
    /** A connection is cut after so many bytes for each call in a second: some tenths of a second. */
    private static final int BYTES_PER_CALL = 50;

    private final PrintStream out;
    private final int clients;
    private final int callsPerSecond;
    private final long seed;

    CutRun(PrintStream out, int clients, int callsPerSecond, long seed) {
        this.out = out;
        this.clients = clients;
        this.callsPerSecond = callsPerSecond;
        this.seed = seed;
    }

    private static ServerProcess.Settings settings(Duration window) {
        return new ServerProcess.Settings(window, HEARTBEAT, MAX_BACKLOG, MAX_JOURNAL);
    }

    private Faults.Builder mischief() {
        return Faults.builder(seed)
                .split(2_000)
                .delay(50_000, Duration.ofMillis(3))
                .stall(400_000, Duration.ofMillis(100));
    }

    /** Cuts by the seed, with short outages: all sessions must go on. What did not hold is the result. */
    List<String> withinTheWindow(int cuts) throws IOException {
        out.printf(
                "%d cuts within the resume window [clients:%d, calls/s:%d, seed:%d]%n",
                cuts, clients, callsPerSecond, seed);
        Faults faults = mischief()
                .cut(Math.max(5_000, BYTES_PER_CALL * callsPerSecond), 0.5)
                .outage(Duration.ofMillis(100))
                .build();
        try (Run run = new Run(out, settings(LONG_WINDOW), clients, faults, callsPerSecond)) {
            long start = System.nanoTime();
            run.callUntilCut(cuts);
            double seconds = (System.nanoTime() - start) / 1e9;
            run.settle();

            Audit audit = new Audit(out);
            run.readEffects(audit);
            Recoveries recoveries = run.recoveries();
            audit.tell("cuts", run.cuts());
            audit.tell("sessions resumed", recoveries.resumed());
            int snapshots = recoveries.resynced() + recoveries.restarted();
            audit.expect("snapshots", snapshots, snapshots == 0);
            audit.calls(run.tickets(), true);
            audit.lifeCycles(run.callers(), run.tickets());
            audit.order(run.callers());
            run.compareStates(audit);
            audit.tell("longest resumption", millis(recoveries.longestNanos()));
            costs(audit, run, seconds);
            return audit.failures();
        }
    }

    /** Outages that are longer than the window, and killed servers: what cannot be known is said once. */
    List<String> beyondTheWindow(int cuts) throws IOException, InterruptedException {
        int outages = Math.max(OUTAGES_PER_RESTART, cuts / CUTS_PER_OUTAGE);
        out.printf(
                "%d cuts beyond the resume window or with the server's end [clients:%d, calls/s:%d, seed:%d]%n",
                outages, clients, callsPerSecond, seed);
        try (Run run = new Run(out, settings(SHORT_WINDOW), clients, mischief().build(), callsPerSecond)) {
            SplittableRandom random = new SplittableRandom(seed);
            long start = System.nanoTime();
            int restarts = 0;
            for (int i = 1; i <= outages; i++) {
                run.call(Duration.ofMillis(random.nextInt(50, 300)));
                if (i % OUTAGES_PER_RESTART == 0) {
                    run.restart();
                    restarts++;
                } else {
                    run.outage(
                            run.callers().get(random.nextInt(clients)),
                            random.nextBoolean() ? Cut.RESET : Cut.END,
                            SHORT_WINDOW.plusMillis(random.nextInt(600, 1_000)));
                }
                if (i % Math.max(1, outages / 5) == 0) {
                    out.printf(
                            "  %d of %d cuts, %d calls%n",
                            i, outages, run.tickets().last());
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            run.settle();

            Audit audit = new Audit(out);
            run.readEffects(audit);
            Recoveries recoveries = run.recoveries();
            audit.tell("sessions resumed", recoveries.resumed());
            audit.expect("sessions begun anew", recoveries.resynced(), recoveries.resynced() == outages - restarts);
            audit.expect(
                    "sessions begun with another server",
                    recoveries.restarted(),
                    recoveries.restarted() == restarts * clients);
            audit.calls(run.tickets(), false);
            audit.tell("calls in flight at the cuts", recoveries.inFlight());
            audit.expect(
                    "cuts with more unknown than in flight",
                    recoveries.tooManyUnknown(),
                    recoveries.tooManyUnknown() == 0);
            audit.order(run.callers());
            run.compareStates(audit);
            costs(audit, run, seconds);
            return audit.failures();
        }
    }

    private static void costs(Audit audit, Run run, double seconds) {
        long calls = run.tickets().last();
        audit.tell("calls per second", Math.round(calls / seconds));
        if (run.mostKeptBytes() > 0) {
            audit.tell(
                    "most journal memory, all sessions",
                    String.format(Locale.ROOT, "%d KiB", run.mostKeptBytes() >> 10));
        }
        audit.tell("server's CPU", cpu(run.serverCpuNanos(), calls, seconds));
        long own = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
        audit.tell("CPU of clients and proxies, up to now", cpu(own, calls, seconds));
    }

    private static String cpu(long nanos, long calls, double seconds) {
        return String.format(
                Locale.ROOT,
                "%.1f s, %.0f µs per call, %.0f %% of a core",
                nanos / 1e9,
                nanos / 1e3 / calls,
                nanos / 1e7 / seconds);
    }

    private static String millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
    }
}
