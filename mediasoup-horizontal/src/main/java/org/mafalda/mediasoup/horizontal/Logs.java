package org.mafalda.mediasoup.horizontal;

import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.Signal;

/** The log lines of all instances, asked for only as long as somebody listens. Thread-safe. */
final class Logs {
    private final Lane lane;
    private final Signal<LogEvent> signal = new Signal<>();
    /** Touched on the lane only, as the next. */
    private final IdentityHashMap<Mediasoup, Subscription> instances = new IdentityHashMap<>();

    private int listeners;

    Logs(Lane lane) {
        this.lane = lane;
    }

    /** Listens to one more instance. On the lane. */
    void add(Mediasoup instance) {
        instances.put(instance, listeners > 0 ? listen(instance) : () -> {});
    }

    /** Listens to it no more. On the lane. */
    void remove(Mediasoup instance) {
        Subscription subscription = instances.remove(instance);
        if (subscription != null) {
            subscription.close();
        }
    }

    private Subscription listen(Mediasoup instance) {
        return instance.onLog(event -> lane.execute(() -> signal.fire(event)));
    }

    private void count(int change) {
        boolean before = listeners > 0;
        listeners += change;
        boolean now = listeners > 0;
        if (before != now) {
            instances.replaceAll((instance, subscription) -> {
                subscription.close();
                return now ? listen(instance) : () -> {};
            });
        }
    }

    Subscription subscribe(Listener<LogEvent> listener) {
        Subscription subscription = signal.subscribe(Objects.requireNonNull(listener, "listener"));
        lane.execute(() -> count(1));
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                subscription.close();
                lane.execute(() -> count(-1));
            }
        };
    }
}
