package org.mafalda.rope.client.internal;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for the timers of all clients. */
final class SystemTimers implements Timers {
    private final ScheduledThreadPoolExecutor thread;

    SystemTimers() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread timer = new Thread(task, "rope-client-timer");
            timer.setDaemon(true);
            return timer;
        });
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer after(long nanos, Runnable task) {
        ScheduledFuture<?> scheduled = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
