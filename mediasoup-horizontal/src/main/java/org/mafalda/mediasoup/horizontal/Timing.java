package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The clock, and what is to be done later. Thread-safe. */
interface Timing {
    /** That of this machine. */
    Timing SYSTEM = new Timing() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(task);
        }
    };

    /** The time of day. */
    Instant now();

    /** Has a short task run when the time is over. */
    void after(Duration delay, Runnable task);
}
