package org.mafalda.rope.rooms;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.StickySignal;

/** A room in this process. Thread-safe. */
public final class LocalRoom extends LocalObject implements Room {
    private static final int MAX_WATTS = 1000;

    private final LocalHouse house;
    private final String name;
    private final LiveMap<Lamp> lamps = new LiveMap<>();
    private final AtomicInteger labels = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final StickySignal<ClosedEvent> onClose;

    LocalRoom(LocalHouse house, String name) {
        super(house.lane());
        this.house = house;
        this.name = name;
        this.onClose = new StickySignal<>(lane);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean closed() {
        return closed.get();
    }

    @Override
    public Map<String, Lamp> lamps() {
        return lamps.view();
    }

    @Override
    public CompletableFuture<Lamp> addLamp(LampOptions options) {
        Objects.requireNonNull(options, "options");
        if (options.watts() > MAX_WATTS) {
            return LaneFuture.failed(new BulbBurntException("Bulb burnt", Map.of("watts", options.watts())));
        }
        CompletableFuture<Lamp> future = new LaneFuture<>();
        lane.execute(() -> {
            if (closed.get()) {
                future.completeExceptionally(new ObjectClosedException("Room is closed", Map.of("name", name)));
                return;
            }
            String label = options.label() == null ? "l" + labels.incrementAndGet() : options.label();
            LocalLamp lamp = new LocalLamp(this, options.watts());
            lamps.add(label, lamp);
            report(Change.builder().added("lamps", label, lamp));
            future.complete(lamp);
        });
        return future;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            house.remove(this);
            lane.execute(() -> {
                ClosedEvent event = new ClosedEvent();
                report(Change.builder().property("closed", true).event("onClose", event));
                onClose.fire(event);
            });
        }
    }

    @Override
    public Subscription onClose(Listener<ClosedEvent> listener) {
        return onClose.subscribe(listener);
    }
}
