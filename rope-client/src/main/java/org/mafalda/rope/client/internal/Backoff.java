package org.mafalda.rope.client.internal;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.mafalda.rope.client.RopeClientOptions;

/** How long to wait before the next attempt: longer each time, and not the same for all clients. On the lane. */
final class Backoff {
    private final long initial;
    private final long maximum;
    private final double jitter;
    private final Timers timers;
    private int attempts;
    private boolean connected;
    private long connectedNanos;

    Backoff(RopeClientOptions options, Timers timers) {
        this.timers = timers;
        initial = options.initialBackoff().toMillis();
        maximum = options.maximumBackoff().toMillis();
        jitter = options.jitter();
    }

    /** The next wait in milliseconds; a connection that lasted has made good for the attempts before. */
    long next() {
        if (connected && TimeUnit.NANOSECONDS.toMillis(timers.nanoTime() - connectedNanos) >= maximum) {
            attempts = 0;
        }
        connected = false;
        double full = Math.min((double) maximum, initial * Math.pow(2, attempts));
        attempts++;
        return Math.round(full * (1 - jitter * ThreadLocalRandom.current().nextDouble()));
    }

    /** An attempt was successful. */
    void connected() {
        connected = true;
        connectedNanos = timers.nanoTime();
    }
}
