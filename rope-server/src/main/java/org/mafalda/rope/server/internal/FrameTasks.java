package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.runtime.Lane;

/**
 * What a frame leaves for the lane to do: given to it all at once, and done by the thread that has read the frame if
 * the lane is idle. Of frames that follow right upon each other the lane's own thread takes care, so that answers
 * gather meanwhile. What other threads leave goes to the lane as usual. Thread-safe.
 */
final class FrameTasks implements Executor {
    /** When a frame takes longer than this, what it has left so far need not wait for the rest. */
    private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /**
     * Two frames that came with one read are less than that apart; a call and the next one of a lone caller are not.
     */
    private static final long APART_NANOS = TimeUnit.MICROSECONDS.toNanos(5);

    private final Lane lane;
    private final LongSupplier nanoTime;
    /** Only the reading thread can find itself here. */
    private @Nullable Thread reader;
    /** Touched by the reading thread alone, as all below. */
    private List<Runnable> tasks = new ArrayList<>();

    private long sinceNanos;
    private long endedNanos;
    private boolean follows;

    FrameTasks(Lane lane, LongSupplier nanoTime) {
        this.lane = lane;
        this.nanoTime = nanoTime;
        this.endedNanos = nanoTime.getAsLong();
    }

    /** The calling thread begins to read a frame. */
    void begin(long nowNanos) {
        sinceNanos = nowNanos;
        follows = nowNanos - endedNanos < APART_NANOS;
        reader = Thread.currentThread();
    }

    /** Before a message of the frame is carried out, which may take its time. */
    void next(long nowNanos) {
        if (!tasks.isEmpty() && nowNanos - sinceNanos > LONG_NANOS) {
            handOver();
        }
        sinceNanos = tasks.isEmpty() ? nowNanos : sinceNanos;
    }

    @Override
    public void execute(Runnable task) {
        if (Thread.currentThread() == reader) {
            tasks.add(task);
        } else {
            lane.execute(task);
        }
    }

    /** The frame is read. */
    void end() {
        reader = null;
        if (follows) {
            handOver();
        } else {
            List<Runnable> left = tasks;
            tasks = new ArrayList<>();
            // The lane runs nothing but the server's own tasks, so that nobody has to take this thread's place.
            var unused = lane.executeHere(left, () -> {});
        }
        endedNanos = nanoTime.getAsLong();
    }

    private void handOver() {
        tasks.forEach(lane::execute);
        tasks.clear();
    }
}
