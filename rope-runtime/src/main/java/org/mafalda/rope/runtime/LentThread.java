package org.mafalda.rope.runtime;

import java.util.concurrent.atomic.AtomicBoolean;

/** A thread that runs a turn of a lane and is needed elsewhere: it comes back, or it is replaced there, never both. */
final class LentThread {
    private final Runnable relief;
    private final AtomicBoolean over = new AtomicBoolean();

    LentThread(Runnable relief) {
        this.relief = relief;
    }

    /** The turn is over: whether the thread is still needed where it came from. */
    boolean giveBack() {
        return over.compareAndSet(false, true);
    }

    /** The turn takes too long: has the thread replaced, once. */
    void relieve() {
        if (over.compareAndSet(false, true)) {
            relief.run();
        }
    }
}
