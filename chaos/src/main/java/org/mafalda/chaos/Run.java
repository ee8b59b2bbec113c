package org.mafalda.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.mafalda.chaos.ledger.LocalLedger;
import org.mafalda.rope.testkit.Cut;
import org.mafalda.rope.testkit.Faults;
import org.mafalda.rope.testkit.TcpProxy;

/** One run: clients, their proxies, and one server after the other. Of one thread. */
final class Run implements AutoCloseable {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final PrintStream out;
    private final Path directory;
    private final ServerProcess.Settings settings;
    private final Tickets tickets = new Tickets();
    private final List<Caller> callers = new ArrayList<>();
    private final List<Path> effects = new ArrayList<>();
    private final Load load;
    private ServerProcess server;
    private long mostKeptBytes;
    private long cpuOfFormerServers;

    Run(PrintStream out, ServerProcess.Settings settings, int clients, Faults faults, int callsPerSecond)
            throws IOException {
        this.out = out;
        this.settings = settings;
        this.directory = Files.createTempDirectory("chaos");
        this.server = startServer();
        SplittableRandom seeds = new SplittableRandom(faults.seed());
        for (int i = 0; i < clients; i++) {
            callers.add(new Caller(TcpProxy.start(server.address(), reseeded(faults, seeds.nextLong())), tickets));
        }
        this.load = new Load(callers, callsPerSecond);
    }

    private static Faults reseeded(Faults faults, long seed) {
        return Faults.builder(seed)
                .cut(faults.cutAfter(), faults.resets())
                .outage(faults.longestOutage())
                .split(faults.splitAfter())
                .delay(faults.delayAfter(), faults.longestDelay())
                .stall(faults.stallAfter(), faults.longestStall())
                .build();
    }

    private ServerProcess startServer() throws IOException {
        Path file = directory.resolve("effects-" + effects.size());
        effects.add(file);
        return new ServerProcess(file, settings);
    }

    List<Caller> callers() {
        return callers;
    }

    Tickets tickets() {
        return tickets;
    }

    // ---- what happens

    /** Makes calls until so many connections were cut by the seed. */
    void callUntilCut(int cuts) {
        int step = Math.max(1, cuts / 10);
        long[] told = {0};
        try (Sampler sampler = new Sampler(server)) {
            load.until(() -> {
                long made = cuts();
                if (made >= told[0] + step) {
                    told[0] = made - made % step;
                    out.printf("  %d of %d cuts, %d calls%n", made, cuts, tickets.last());
                }
                return made >= cuts;
            });
            mostKeptBytes = Math.max(mostKeptBytes, sampler.mostKeptBytes());
        }
        callers.forEach(caller -> caller.proxy().spare());
    }

    long cuts() {
        return callers.stream().mapToLong(caller -> caller.proxy().cuts()).sum();
    }

    /** Makes calls for a while. */
    void call(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        load.until(() -> System.nanoTime() - end >= 0);
    }

    /** Cuts one client off for so long; the others go on, and so do the calls. */
    void outage(Caller caller, Cut how, Duration time) {
        caller.proxy().refuse();
        var unused = caller.proxy().cut(how);
        call(time);
        caller.proxy().admit();
        awaitOrGoOn(caller::isConnected);
    }

    /** Kills the server and starts another one, which knows nothing; calls go on meanwhile. */
    void restart() throws IOException, InterruptedException {
        callers.forEach(caller -> caller.proxy().refuse());
        cpuOfFormerServers += server.cpuNanos();
        server.kill();
        IOException[] failure = {null};
        Thread starting = new Thread(
                () -> {
                    try {
                        server = startServer();
                    } catch (IOException e) {
                        failure[0] = e;
                    }
                },
                "server-start");
        starting.start();
        load.until(() -> !starting.isAlive());
        starting.join();
        if (failure[0] != null) {
            throw failure[0];
        }
        callers.forEach(caller -> {
            caller.proxy().target(server.address());
            caller.proxy().admit();
        });
        callers.forEach(caller -> awaitOrGoOn(caller::isConnected));
    }

    /** Makes calls until the condition holds, or the deadline has passed: then the audit says what is wrong. */
    private void awaitOrGoOn(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        load.until(() -> condition.getAsBoolean() || System.nanoTime() - end >= 0);
    }

    // ---- what came of it

    /** Waits until all calls are settled and all clients show what the server has. */
    void settle() {
        var unused = awaitAnswers();
        // What was said before, without an answer, has been heard when this is answered.
        callers.forEach(Caller::addOne);
        unused = awaitAnswers();
    }

    private boolean awaitAnswers() {
        return await(() -> callers.stream().allMatch(caller -> caller.inFlight() == 0));
    }

    private static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** Compares the states of server and clients; all calls are settled. */
    void compareStates(Audit audit) {
        String expected = server.picture();
        long different = callers.stream()
                .filter(caller ->
                        !await(() -> LocalLedger.picture(caller.ledger()).equals(expected)))
                .peek(caller ->
                        out.printf("  server: %s%n  client: %s%n", expected, LocalLedger.picture(caller.ledger())))
                .count();
        audit.expect("clients whose state differs", different, different == 0);
    }

    /** Gives the audit what the servers did. */
    void readEffects(Audit audit) throws IOException {
        for (Path file : effects) {
            audit.server(file);
        }
    }

    Recoveries recoveries() {
        Recoveries all = new Recoveries();
        callers.forEach(caller -> all.add(caller.recoveries()));
        return all;
    }

    long mostKeptBytes() {
        return mostKeptBytes;
    }

    long serverCpuNanos() {
        return cpuOfFormerServers + server.cpuNanos();
    }

    @Override
    public void close() {
        callers.forEach(Caller::close);
        server.close();
        try {
            for (Path file : effects) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            System.err.println("Files stay behind [directory:" + directory + "]: " + e);
        }
    }
}
