package org.mafalda.chaos;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Calls at a steady rate, in turn from all clients. Of one thread. */
final class Load {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = 500_000;
    /** What a stopped machine has missed is not made up for beyond this. */
    private static final long MOST_BEHIND_NANOS = NANOS_PER_SECOND / 4;

    private final List<Caller> callers;
    private final int callsPerSecond;
    private long made;

    Load(List<Caller> callers, int callsPerSecond) {
        this.callers = callers;
        this.callsPerSecond = callsPerSecond;
    }

    /** Calls until the condition holds. */
    void until(BooleanSupplier enough) {
        long due = System.nanoTime();
        while (!enough.getAsBoolean()) {
            long now = System.nanoTime();
            due = Math.max(due, now - MOST_BEHIND_NANOS);
            while (due <= now) {
                due += NANOS_PER_SECOND / callsPerSecond;
                made++;
                var unused = callers.get((int) (made % callers.size())).call();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
