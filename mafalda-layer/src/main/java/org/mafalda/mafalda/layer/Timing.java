package org.mafalda.mafalda.layer;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.runtime.Lane;

/** When things happen: lanes, and when what is not used any more is given up. Tasks of the timer must be short. */
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
    private final @Nullable ScheduledExecutorService executor;

    /**
     * Times of its own.
     *
     * @param executor what everything runs on; null for the threads of all lanes, and one timer for all
     */
    Timing(Duration linger, @Nullable ScheduledExecutorService executor) {
        this.linger = linger;
        this.executor = executor;
    }

    Lane lane(String name) {
        return executor == null ? new Lane(name) : new Lane(name, executor);
    }

    /** Runs a task when the linger is over, unless that is cancelled. */
    ScheduledFuture<?> afterLinger(Runnable task) {
        return after(linger, task);
    }

    /** Runs a task when that time is over, unless that is cancelled. */
    ScheduledFuture<?> after(Duration time, Runnable task) {
        return (executor == null ? TIMER : executor).schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
