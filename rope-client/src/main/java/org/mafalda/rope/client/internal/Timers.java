package org.mafalda.rope.client.internal;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread on which the deadlines of all clients run out. What it runs must not block. */
final class Timers {
    private static final ScheduledThreadPoolExecutor THREAD = start();

    private Timers() {}

    private static ScheduledThreadPoolExecutor start() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread timer = new Thread(task, "rope-client-timer");
            timer.setDaemon(true);
            return timer;
        });
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }

    static ScheduledFuture<?> after(long delay, TimeUnit unit, Runnable task) {
        return THREAD.schedule(task, delay, unit);
    }

    static ScheduledFuture<?> every(long period, TimeUnit unit, Runnable task) {
        return THREAD.scheduleWithFixedDelay(task, period, period, unit);
    }
}
