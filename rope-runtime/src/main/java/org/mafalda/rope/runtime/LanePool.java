package org.mafalda.rope.runtime;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of all lanes. Daemon threads, as many as there are lanes at work: a listener that blocks on something of
 * its own takes a thread away from nobody.
 */
final class LanePool {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), LanePool::thread);

    private LanePool() {}

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "lane-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    static void execute(Runnable turn) {
        THREADS.execute(turn);
    }
}
