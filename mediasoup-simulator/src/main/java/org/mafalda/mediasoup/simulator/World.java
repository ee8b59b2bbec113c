package org.mafalda.mediasoup.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.layers.PipePath;
import org.mafalda.mediasoup.layers.Piping;

/** What a whole simulation shares: time, chance, the CPU model, and which port is whose. */
final class World {
    private static final int FIRST_PORT = 1024;
    private static final int LAST_PORT = 65_535;

    private final SimulatedClock clock;
    private final CpuModel cpu;
    private final Duration mostLatency;
    private final double failureRate;
    private final Random random;
    private final long seed;
    private final Instant start;
    private final Piping piping = new Piping((from, to) -> PipePath.LOOPBACK);
    private final Map<Integer, SimulatedTransport> ports = new HashMap<>();
    private long objects;
    private int nextPort = FIRST_PORT;

    World(SimulatedClock clock, CpuModel cpu, Duration mostLatency, double failureRate, long seed) {
        this.clock = clock;
        this.cpu = cpu;
        this.mostLatency = mostLatency;
        this.failureRate = failureRate;
        this.seed = seed;
        this.random = new Random(seed);
        this.start = clock.now();
    }

    SimulatedClock clock() {
        return clock;
    }

    CpuModel cpu() {
        return cpu;
    }

    Random random() {
        return random;
    }

    Piping piping() {
        return piping;
    }

    /** Time since the beginning. */
    long nanos() {
        return Duration.between(start, clock.now()).toNanos();
    }

    /** How long the next request takes. */
    long latency() {
        return mostLatency.isZero() ? 0 : random.nextLong(mostLatency.toNanos() + 1);
    }

    /** Whether the next request is refused. */
    boolean refuses() {
        return failureRate > 0 && random.nextDouble() < failureRate;
    }

    /** An id that no other object has. */
    String nextId() {
        return new UUID(seed, ++objects).toString();
    }

    /** A port that no other transport has. */
    int open(SimulatedTransport transport) {
        while (ports.containsKey(nextPort)) {
            nextPort = nextPort == LAST_PORT ? FIRST_PORT : nextPort + 1;
        }
        ports.put(nextPort, transport);
        return nextPort;
    }

    void free(int port) {
        ports.remove(port);
    }

    /** The transport that listens on a port; null if none does. */
    @Nullable SimulatedTransport at(int port) {
        return ports.get(port);
    }
}
