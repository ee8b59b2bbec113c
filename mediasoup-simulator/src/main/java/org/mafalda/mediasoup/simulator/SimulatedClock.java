package org.mafalda.mediasoup.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock that goes when it is told to, and the executor of all that happens in a simulation: tasks run on the thread
 * that moves the clock, in the order of their times, those of the same time in the order in which they were given.
 *
 * <p>Not thread-safe. Ends with the test that made it; {@link #shutdown} has no effect.
 */
public final class SimulatedClock extends AbstractExecutorService implements ScheduledExecutorService {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
            Comparator.<Task<?>>comparingLong(task -> task.time).thenComparing(task -> task.number));
    private long now;
    private long number;

    /** A clock that shows midnight of 1 January 2026, UTC. */
    public SimulatedClock() {}

    /** What it shows. */
    public Instant now() {
        return START.plusNanos(now);
    }

    /** Runs on for that time, and what falls due until then. */
    public void advance(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.element().time <= end) {
            runNext();
        }
        now = end;
    }

    /** Runs all that is due now, and what comes of that, without time passing. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /**
     * Runs on until the future is done, and returns its result. Throws what {@link CompletableFuture#join} throws.
     *
     * @throws IllegalStateException if it is not done within an hour of simulated time
     */
    public <T> T await(CompletableFuture<T> future) {
        long end = now + PATIENCE.toNanos();
        while (!future.isDone()) {
            if (tasks.isEmpty() || tasks.element().time > end) {
                throw new IllegalStateException("Nothing that happens completes it [future:" + future + "]");
            }
            runNext();
        }
        return future.join();
    }

    private void runNext() {
        Task<?> task = tasks.remove();
        now = Math.max(now, task.time);
        task.runDue();
    }

    @Override
    public void execute(Runnable command) {
        var unused = schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(command), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(new Task<>(callable, unit.toNanos(delay), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(new Task<>(Executors.callable(command), unit.toNanos(initialDelay), unit.toNanos(period)));
    }

    /** The same as at a fixed rate: simulated tasks take no time. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    private <V> Task<V> add(Task<V> task) {
        tasks.add(task);
        return task;
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return new ArrayList<>();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    @Override
    public String toString() {
        return "SimulatedClock[" + now() + "]";
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long period;
        private final long number;
        private long time;

        private Task(Callable<V> callable, long delay, long period) {
            super(callable);
            this.period = period;
            this.time = now + Math.max(0, delay);
            this.number = SimulatedClock.this.number++;
        }

        private void runDue() {
            if (period == 0) {
                run();
                checkSuccess();
            } else if (runAndReset()) {
                time += period;
                tasks.add(this);
            }
        }

        /** Nobody looks at the result: a failure must not be lost. */
        private void checkSuccess() {
            try {
                var unused = isCancelled() ? null : get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Task failed", e.getCause());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            tasks.remove(this);
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(time - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
