package org.mafalda.benchmarks.rope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A rival's server and client, each in a JVM of its own, on loopback. */
final class Pair implements AutoCloseable {
    /** Before the first calls that count; compilers need that long when they share two cores with what they compile. */
    private static final int WARM_UP_MILLIS = 10_000;

    private static final int LOAD_MILLIS = 700;
    private static final int LONE_MILLIS = 400;
    private static final int IN_FLIGHT = 64;
    private static final int LISTENERS = 200;
    private static final int IDLE_SESSIONS = 2_000;
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Closed sessions are gone when no more than this part of their heap is left. */
    private static final int LEFT_BEHIND = 10;

    private static final int CUT_SESSIONS = 1_000;

    private final SideProcess server;
    private final SideProcess client;
    private final @Nullable Relay relay;
    private boolean warm;
    private boolean warmStream;

    private Pair(SideProcess server, SideProcess client, @Nullable Relay relay) {
        this.server = server;
        this.client = client;
        this.relay = relay;
    }

    static Pair of(Rival rival) throws IOException {
        SideProcess server = SideProcess.server(rival);
        return new Pair(server, SideProcess.client(rival, (int) server.read()[0]), null);
    }

    /** Connections go through a relay, which is part of this process. */
    static Pair relayed(Rival rival) throws IOException {
        SideProcess server = SideProcess.server(rival);
        Relay relay = new Relay((int) server.read()[0]);
        return new Pair(server, SideProcess.client(rival, relay.port()), relay);
    }

    private Relay relay() {
        if (relay == null) {
            throw new IllegalStateException("Connections are not relayed");
        }
        return relay;
    }

    private long[] load(int inFlight, int millis) throws IOException {
        if (!warm) {
            warm = true;
            client.run("load " + IN_FLIGHT + " " + WARM_UP_MILLIS);
        }
        return client.run("load " + inFlight + " " + millis);
    }

    double callsPerSecond() throws IOException {
        long[] load = load(IN_FLIGHT, LOAD_MILLIS);
        return load[0] * 1e9 / load[1];
    }

    /** Microseconds of both processes. */
    double cpuPerCall() throws IOException {
        long before = cpu(server) + cpu(client);
        long[] load = load(IN_FLIGHT, LOAD_MILLIS);
        return (cpu(server) + cpu(client) - before) / 1e3 / load[0];
    }

    private static long cpu(SideProcess process) throws IOException {
        return process.run("cpu")[0];
    }

    double roundTripMicros() throws IOException {
        return load(1, LONE_MILLIS)[2] / 1e3;
    }

    double slowRoundTripMicros() throws IOException {
        return load(1, LONE_MILLIS)[3] / 1e3;
    }

    double deliveriesPerSecond() throws IOException {
        client.run("listen " + LISTENERS);
        if (!warmStream) {
            warmStream = true;
            client.run("stream " + WARM_UP_MILLIS);
        }
        long[] stream = client.run("stream " + LOAD_MILLIS);
        return stream[0] * 1e9 / stream[1];
    }

    double heapPerSession() throws IOException {
        long before = heap();
        client.run("idle " + IDLE_SESSIONS);
        long sessions = heap() - before;
        client.run("close");
        long end = System.nanoTime() + CLOSING_NANOS;
        while (heap() - before > sessions / LEFT_BEHIND && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return (double) sessions / IDLE_SESSIONS;
    }

    private long heap() throws IOException {
        return server.run("heap")[0];
    }

    double resumeMillis() throws IOException {
        client.run("sessions " + CUT_SESSIONS);
        long start = System.nanoTime();
        relay().cut();
        client.run("resumed");
        return (System.nanoTime() - start) / 1e6;
    }

    double snapshotMillis(int objects) throws IOException {
        client.run("lamps " + objects);
        double millis = client.run("idle 1")[0] / 1e6;
        client.run("close");
        return millis;
    }

    double snapshotBytes(int objects) throws IOException {
        client.run("lamps " + objects);
        long before = relay().bytesToClients();
        client.run("idle 1");
        long after = relay().bytesToClients();
        client.run("close");
        return after - before;
    }

    /** Microseconds of the server's CPU for a change of a property, and the event that tells of it. */
    double changeMicros(int objects, int clients) throws IOException {
        client.run("lamps " + objects);
        client.run("watch " + clients);
        if (!warm) {
            warm = true;
            client.run("change " + WARM_UP_MILLIS);
        }
        long before = cpu(server);
        long[] changes = client.run("change " + LONE_MILLIS);
        return (cpu(server) - before) / 1e3 * clients / changes[0];
    }

    @Override
    public void close() {
        client.close();
        server.close();
        if (relay != null) {
            try {
                relay.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
