package org.mafalda.rope.runtime;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial executor over a pool that all lanes share: tasks run one at a time, in the order in which they were given.
 *
 * <p>All events, changes of state and completions of an object are delivered on its lane. Thread-safe. A lane needs no
 * closing: it holds a thread only while it has tasks. A task that throws is logged; the next one runs.
 */
public final class Lane implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final ThreadLocal<@Nullable Lane> CURRENT = new ThreadLocal<>();
    /** Tasks in a row before the thread is given back, so that a busy lane does not keep the others waiting for one. */
    private static final int TURN = 256;

    private final String name;
    private final Executor threads;
    private final int tasksPerTurn;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    /**
     * The thread of the present turn and the {@link System#nanoTime()} at which its task began; read by the watchdog.
     */
    private volatile @Nullable Thread thread;

    private volatile long taskStartedNanos;
    /** The turn that runs on a thread which is needed elsewhere, or null; read by the watchdog. */
    private volatile @Nullable LentThread lent;

    /** A lane with a name for logs. */
    public Lane(String name) {
        this(name, LanePool::execute, TURN);
        LaneWatchdog.watch(this);
    }

    /**
     * A lane over threads of its own, which it asks for once for each task and nobody watches: for simulations that
     * decide what happens next.
     */
    public Lane(String name, Executor threads) {
        this(name, threads, 1);
    }

    private Lane(String name, Executor threads, int tasksPerTurn) {
        this.name = name;
        this.threads = threads;
        this.tasksPerTurn = tasksPerTurn;
    }

    /** The lane whose task the calling thread is running, or null. */
    public static @Nullable Lane current() {
        return CURRENT.get();
    }

    /** Whether the calling thread is running a task of this lane. */
    public boolean isCurrent() {
        return CURRENT.get() == this;
    }

    /** Runs the task after those that were given before. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            threads.execute(this::turn);
        }
    }

    /**
     * Runs the tasks after those that were given before, on the calling thread if the lane is idle: for a thread that
     * has just read them from somewhere and spares the lane the waking of another. Returns when its turn is over; then
     * true says that the thread can go on with what it does otherwise, false that the turn took so long that
     * {@code relief} was run, which has another thread do that in its place.
     *
     * @param relief run at most once, on a thread of the watchdog's; must return at once
     */
    public boolean executeHere(Collection<? extends Runnable> batch, Runnable relief) {
        if (batch.isEmpty()) {
            return true;
        }
        tasks.addAll(batch);
        if (pending.getAndAdd(batch.size()) != 0) {
            return true;
        }
        LentThread own = new LentThread(relief);
        lent = own;
        turn();
        // What a task left behind is not meant for the lender.
        Thread.interrupted();
        return own.giveBack();
    }

    private void turn() {
        CURRENT.set(this);
        thread = Thread.currentThread();
        try {
            for (int done = 0; done < tasksPerTurn; done++) {
                runNext();
                if (pending.decrementAndGet() == 0) {
                    return;
                }
            }
            threads.execute(this::turn);
        } finally {
            CURRENT.remove();
        }
    }

    private void runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            throw new IllegalStateException("Lane lost a task [lane:" + name + "]");
        }
        taskStartedNanos = System.nanoTime();
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("Task failed [lane:{}]", name, e);
        }
    }

    /** The thread that runs the present task, or null when there is none. */
    @Nullable Thread workingThread() {
        return pending.get() == 0 ? null : thread;
    }

    long taskStartedNanos() {
        return taskStartedNanos;
    }

    /** Has the work go on that the thread of the present task is needed for, if it is needed. */
    void relieve() {
        LentThread present = lent;
        if (present != null) {
            present.relieve();
        }
    }

    @Override
    public String toString() {
        return "Lane[" + name + "]";
    }
}
