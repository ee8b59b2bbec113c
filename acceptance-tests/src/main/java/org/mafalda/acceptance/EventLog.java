package org.mafalda.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mafalda.rope.Subscription;

/**
 * Writes down the events of several objects, each under a label, in the order in which they arrive.
 *
 * <p>Thread-safe. Lives until it is closed.
 */
public final class EventLog implements AutoCloseable {
    private final List<Subscription> subscriptions = new ArrayList<>();
    /** Guarded by this. */
    private final List<String> labels = new ArrayList<>();

    /** Writes {@code label} for each event from now on. */
    public <E> EventLog add(String label, Registration<E> event) {
        subscriptions.add(event.listen(arrival -> note(label)));
        return this;
    }

    /** Writes a label that is not an event: a completion, for instance. */
    public synchronized void note(String label) {
        labels.add(label);
        notifyAll();
    }

    /** What has been written so far. */
    public synchronized List<String> labels() {
        return List.copyOf(labels);
    }

    /** How many labels have been written so far. */
    public synchronized int size() {
        return labels.size();
    }

    /** What has been written when there are that many labels; fails if they are not there in time. */
    public synchronized List<String> await(int count) {
        long end = System.nanoTime() + Futures.DEADLINE.toNanos();
        while (labels.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Only " + labels.size() + " of " + count + " events in "
                        + Futures.DEADLINE.toSeconds() + " s: " + labels);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for events", e);
            }
        }
        return List.copyOf(labels);
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
