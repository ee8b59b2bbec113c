package org.mafalda.rope.runtime;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one event of one object. Thread-safe; costs almost nothing while nobody listens.
 *
 * @param <E> the event
 */
public final class Signal<E> {
    private static final Logger LOG = LoggerFactory.getLogger(Signal.class);
    private static final Registration<?>[] NONE = {};

    /** Replaced, never changed, so that firing needs no lock. */
    private volatile Registration<?>[] registrations = NONE;

    /** Adds a listener; the same listener may be added several times. */
    public Subscription subscribe(Listener<? super E> listener) {
        Registration<E> added = new Registration<>(Objects.requireNonNull(listener, "listener"));
        synchronized (this) {
            Registration<?>[] after = Arrays.copyOf(registrations, registrations.length + 1);
            after[after.length - 1] = added;
            registrations = after;
        }
        return () -> remove(added);
    }

    private synchronized void remove(Registration<E> removed) {
        removed.closed = true;
        Registration<?>[] before = registrations;
        int index = Arrays.asList(before).indexOf(removed);
        if (index < 0) {
            return;
        }
        Registration<?>[] after = Arrays.copyOf(before, before.length - 1);
        System.arraycopy(before, index + 1, after, index, after.length - index);
        registrations = after;
    }

    /** Whether anybody listens. */
    public boolean hasListeners() {
        return registrations.length > 0;
    }

    /** How many listeners there are. */
    public int listenerCount() {
        return registrations.length;
    }

    /** Calls each listener, in the order of registration. One that throws is logged, the others are called. */
    @SuppressWarnings("unchecked")
    public void fire(E event) {
        for (Registration<?> registration : registrations) {
            ((Registration<E>) registration).deliver(event);
        }
    }

    private static final class Registration<E> {
        private final Listener<? super E> listener;
        private volatile boolean closed;
        /** Told once, or a listener that always fails would fill the log. */
        private boolean failed;

        private Registration(Listener<? super E> listener) {
            this.listener = listener;
        }

        private void deliver(E event) {
            if (closed) {
                return;
            }
            try {
                listener.on(event);
            } catch (Throwable e) {
                if (!failed) {
                    failed = true;
                    LOG.error("Listener failed; told once, it is called again [event:{}]", name(event), e);
                }
            }
        }

        private static String name(@Nullable Object event) {
            return event == null ? "null" : event.getClass().getSimpleName();
        }
    }
}
