package org.mafalda.rope.runtime;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;

/**
 * The listeners of an event that happens at most once and is remembered: a listener that comes later is called without
 * delay, on the lane. Thread-safe.
 *
 * @param <E> the event
 */
public final class StickySignal<E> {
    private final Lane lane;
    private final Signal<E> signal = new Signal<>();
    private final AtomicReference<@Nullable E> fired = new AtomicReference<>();

    /** An event of an object whose home is the lane. */
    public StickySignal(Lane lane) {
        this.lane = lane;
    }

    /** Adds a listener, which is called once: when the event comes, or now if it has come. */
    public Subscription subscribe(Listener<? super E> listener) {
        Once<E> once = new Once<>(listener);
        Subscription subscription = signal.subscribe(once);
        E event = fired.get();
        if (event != null) {
            lane.execute(() -> deliverLate(once, event, subscription));
        }
        return () -> {
            once.done.set(true);
            subscription.close();
        };
    }

    private static <E> void deliverLate(Once<E> once, E event, Subscription subscription) {
        subscription.close();
        once.on(event);
    }

    /** Fires the event on the lane's thread; a second call does nothing. */
    public void fire(E event) {
        if (fired.compareAndSet(null, event)) {
            signal.fire(event);
        }
    }

    /** Calls its listener once, also if the event is fired on another lane than that of those who come late. */
    private static final class Once<E> implements Listener<E> {
        private final Listener<? super E> listener;
        private final AtomicBoolean done = new AtomicBoolean();

        private Once(Listener<? super E> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
        }

        @Override
        public void on(E event) {
            if (done.compareAndSet(false, true)) {
                listener.on(event);
            }
        }
    }
}
