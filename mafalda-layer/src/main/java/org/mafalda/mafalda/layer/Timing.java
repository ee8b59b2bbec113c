package org.mafalda.mafalda.layer;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** When what is not used any more is given up. One thread for all; tasks on it must be short. */
final class Timing {
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "mafalda-timer");
        thread.setDaemon(true);
        return thread;
    });

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    private final Duration linger;

    Timing(Duration linger) {
        this.linger = linger;
    }

    /** Runs a task when the linger is over, unless that is cancelled. */
    ScheduledFuture<?> afterLinger(Runnable task) {
        return TIMER.schedule(task, linger.toNanos(), TimeUnit.NANOSECONDS);
    }
}
