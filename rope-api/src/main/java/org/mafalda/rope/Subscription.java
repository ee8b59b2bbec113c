package org.mafalda.rope;

/**
 * A registered {@link Listener}. Closing it ends the deliveries; an event that is being delivered by another thread may
 * still arrive. Idempotent and thread-safe.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Removes the listener. Never throws; closing twice does nothing. */
    @Override
    void close();
}
