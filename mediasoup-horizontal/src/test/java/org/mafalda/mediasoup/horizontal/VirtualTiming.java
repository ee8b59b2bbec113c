package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that goes when it is told to. Thread-safe. */
final class VirtualTiming implements Timing {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::time).thenComparing(Task::number));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long number;

    private record Task(Instant time, long number, Runnable task) {}

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), number++, task));
    }

    /** Runs on to that time, and what falls due until then. */
    void advanceTo(Instant time) {
        while (true) {
            Task next;
            synchronized (this) {
                next = tasks.peek();
                if (next == null || next.time().isAfter(time)) {
                    now = now.isAfter(time) ? now : time;
                    return;
                }
                tasks.remove();
                now = now.isAfter(next.time()) ? now : next.time();
            }
            next.task().run();
        }
    }

    void advance(Duration time) {
        advanceTo(now().plus(time));
    }
}
