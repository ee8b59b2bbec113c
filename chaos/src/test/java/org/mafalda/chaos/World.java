package org.mafalda.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.mafalda.rope.client.internal.Timers;
import org.mafalda.rope.runtime.Lane;

/**
 * Time and threads of a simulation: one thing happens after the other, on the calling thread, and which of those that
 * could is decided by a seed. Not thread-safe.
 */
final class World implements Timers {
    private final Random random;
    private final List<Runnable> ready = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long nowNanos;
    private long alarmCount;

    /** Something that is to happen at a time. */
    private static final class Alarm implements Timer, Comparable<Alarm> {
        private final long nanos;
        private final long number;
        private final Runnable task;
        private boolean cancelled;

        private Alarm(long nanos, long number, Runnable task) {
            this.nanos = nanos;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Alarm other) {
            return nanos == other.nanos ? Long.compare(number, other.number) : Long.compare(nanos, other.nanos);
        }
    }

    World(long seed) {
        random = new Random(seed);
    }

    Lane lane(String name) {
        return new Lane(name, ready::add);
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Timer after(long nanos, Runnable task) {
        Alarm alarm = new Alarm(nowNanos + Math.max(0, nanos), alarmCount++, task);
        alarms.add(alarm);
        return alarm;
    }

    /** Does so many of the things that could happen now, or fewer if there are not so many. */
    void run(int steps) {
        for (int i = 0; i < steps && !ready.isEmpty(); i++) {
            int chosen = random.nextInt(ready.size());
            Runnable last = ready.remove(ready.size() - 1);
            (chosen == ready.size() ? last : ready.set(chosen, last)).run();
        }
    }

    /** Does all that can happen without time passing. */
    void runAll() {
        run(Integer.MAX_VALUE);
    }

    /** Lets time pass, and all happen that is to happen meanwhile. */
    void pass(long nanos) {
        long end = nowNanos + nanos;
        runAll();
        for (Alarm next = alarms.peek(); next != null && next.nanos <= end; next = alarms.peek()) {
            alarms.remove();
            if (!next.cancelled) {
                nowNanos = next.nanos;
                next.task.run();
                runAll();
            }
        }
        nowNanos = end;
    }
}
