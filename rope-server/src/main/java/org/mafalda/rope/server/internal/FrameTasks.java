package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.runtime.Lane;

/**
 * What a frame leaves for the lane to do: given to it all at once, and done by the thread that has read the frame if
 * the lane is idle. Of frames that came with one read the lane's own thread takes care after the first, so that answers
 * gather meanwhile. What other threads leave goes to the lane as usual. Thread-safe.
 */
final class FrameTasks implements Executor {
    /** When a frame takes longer than this, what it has left so far need not wait for the rest. */
    private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Lane lane;
    /** Only the reading thread can find itself here. */
    private @Nullable Thread reader;
    /** Touched by the reading thread alone, as all below. */
    private List<Runnable> tasks = new ArrayList<>();

    private long sinceNanos;
    private long bytesRead;
    private boolean follows;

    FrameTasks(Lane lane) {
        this.lane = lane;
    }

    /** The calling thread begins to read a frame; so many bytes have been read from its connection. */
    void begin(long nowNanos, long read) {
        sinceNanos = nowNanos;
        follows = read == bytesRead;
        bytesRead = read;
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
    }

    private void handOver() {
        tasks.forEach(lane::execute);
        tasks.clear();
    }
}
