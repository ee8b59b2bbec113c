package org.mafalda.rope.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Another thread that goes on with a duty, should the one that has it be busy with something else for long. To wake a
 * thread at once costs more than most of what the first one is busy with. Thread-safe.
 */
public final class Relief {
    /** How long whoever depends on the duty may have to wait. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Executor threads;
    /** Duties whose relief is on its way. */
    private final Set<Runnable> awaited = ConcurrentHashMap.newKeySet();

    /** Reliefs by these threads, of which each duty keeps one for as long as it is asked for. */
    public Relief(Executor threads) {
        this.threads = threads;
    }

    /**
     * Has the duty taken over about a millisecond after the first request that has not been met yet; the relief finds
     * out by itself whether it is still needed.
     *
     * @return whether there is a thread for it
     */
    public boolean request(Runnable duty) {
        if (awaited.add(duty)) {
            try {
                threads.execute(() -> {
                    LockSupport.parkNanos(PATIENCE_NANOS);
                    awaited.remove(duty);
                    duty.run();
                });
            } catch (RejectedExecutionException e) {
                awaited.remove(duty);
                return false;
            }
        }
        return true;
    }
}
