package org.mafalda.rope.client.internal;

import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/** The listeners of one event of one proxy. Thread-safe. */
final class EventSlot {
    private final @Nullable Signal<Object> signal;
    private final @Nullable StickySignal<Object> sticky;

    EventSlot(EventModel event, Lane lane) {
        signal = event.sticky() ? null : new Signal<>();
        sticky = event.sticky() ? new StickySignal<>(lane) : null;
    }

    Subscription subscribe(Listener<Object> listener) {
        if (sticky != null) {
            return sticky.subscribe(listener);
        }
        if (signal != null) {
            return signal.subscribe(listener);
        }
        throw new IllegalStateException("Event without a signal");
    }

    /** On the lane. */
    void fire(Object event) {
        if (sticky != null) {
            sticky.fire(event);
        } else if (signal != null) {
            signal.fire(event);
        }
    }
}
