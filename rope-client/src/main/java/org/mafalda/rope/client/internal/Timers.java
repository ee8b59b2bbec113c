package org.mafalda.rope.client.internal;

/** A clock, and what is to happen at a time on it. Thread-safe. */
public interface Timers {
    /** The clock of this machine. */
    Timers SYSTEM = new SystemTimers();

    /** The time in nanoseconds; only differences mean something. */
    long nanoTime();

    /** Runs a task once, after so many nanoseconds. It must not block. */
    Timer after(long nanos, Runnable task);

    /** Something that is to happen. */
    interface Timer {
        /** It shall not happen, unless it has begun. */
        void cancel();
    }
}
