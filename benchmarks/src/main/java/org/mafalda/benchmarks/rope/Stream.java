package org.mafalda.benchmarks.rope;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Events from the server to all who listen, asked for in bursts, of which two are under way: so the server always has
 * something to send, and what waits in buffers is bounded and equal for all.
 */
final class Stream {
    private static final int BURST = 50;
    private static final int BURSTS = 2;

    private final AtomicLong heard = new AtomicLong();
    private volatile long burstDeliveries = Long.MAX_VALUE;
    private volatile Runnable next = () -> {};

    /** One who listens has heard something. */
    void heard() {
        if (heard.incrementAndGet() % burstDeliveries == 0) {
            next.run();
        }
    }

    /** Has events sent for a time; returns how many deliveries there were, and the nanoseconds for them. */
    long[] run(int listeners, long nanos, IntConsumer publish) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(BURSTS);
        long start = System.nanoTime();
        long end = start + nanos;
        heard.set(0);
        burstDeliveries = (long) BURST * listeners;
        next = () -> {
            if (System.nanoTime() < end) {
                publish.accept(BURST);
            } else {
                done.countDown();
            }
        };
        for (int i = 0; i < BURSTS; i++) {
            publish.accept(BURST);
        }
        done.await();
        return new long[] {heard.get(), System.nanoTime() - start};
    }
}
