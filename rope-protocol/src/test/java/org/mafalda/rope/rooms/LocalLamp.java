package org.mafalda.rope.rooms;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;

/** A lamp in this process. Thread-safe. */
public final class LocalLamp extends LocalObject implements Lamp {
    private final LocalRoom room;
    private final int watts;
    private final AtomicInteger blinks = new AtomicInteger();
    /** Those who wait for it to blink. On the lane. */
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

    private final Signal<TurnEvent> onTurn = new Signal<>();
    private final Signal<PowerEvent> onPower = new Signal<>();
    private final Signal<FlickerEvent> onFlicker = new Signal<>();
    private volatile boolean on;

    LocalLamp(LocalRoom room, int watts) {
        super(room.lane);
        this.room = room;
        this.watts = watts;
    }

    @Override
    public boolean on() {
        return on;
    }

    @Override
    public int watts() {
        return watts;
    }

    @Override
    public Room room() {
        return room;
    }

    @Override
    public CompletableFuture<Void> turn(boolean wanted) {
        CompletableFuture<Void> future = new LaneFuture<>();
        lane.execute(() -> {
            if (on != wanted) {
                on = wanted;
                TurnEvent event = new TurnEvent(wanted);
                report(Change.builder().property("on", wanted).event("onTurn", event));
                onTurn.fire(event);
            }
            future.complete(null);
        });
        return future;
    }

    @Override
    public CompletableFuture<Void> match(Lamp other) {
        return other == this ? nextBlink() : turn(other.on());
    }

    private CompletableFuture<Void> nextBlink() {
        CompletableFuture<Void> future = new LaneFuture<>();
        lane.execute(() -> waiting.add(future));
        return future;
    }

    /** Flickers once, which those who listen hear. */
    @Override
    public void blink() {
        int number = blinks.incrementAndGet();
        lane.execute(() -> {
            onFlicker.fire(new FlickerEvent(ByteBuffer.wrap(new byte[] {(byte) number})));
            waiting.forEach(future -> future.complete(null));
            waiting.clear();
        });
    }

    /** How often {@link #blink} was called. */
    public int blinks() {
        return blinks.get();
    }

    /** Who listens to the flickering. */
    public int flickerListeners() {
        return onFlicker.listenerCount();
    }

    /** Tells of power used. */
    public void measure(double power) {
        lane.execute(() -> {
            PowerEvent event = new PowerEvent(power);
            report(Change.builder().event("onPower", event));
            onPower.fire(event);
        });
    }

    @Override
    public Subscription onTurn(Listener<TurnEvent> listener) {
        return onTurn.subscribe(listener);
    }

    @Override
    public Subscription onPower(Listener<PowerEvent> listener) {
        return onPower.subscribe(listener);
    }

    @Override
    public Subscription onFlicker(Listener<FlickerEvent> listener) {
        return onFlicker.subscribe(listener);
    }
}
