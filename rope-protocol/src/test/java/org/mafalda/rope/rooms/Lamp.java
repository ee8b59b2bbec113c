package org.mafalda.rope.rooms;

import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** A lamp can be switched. */
@Remote
public interface Lamp {
    /** Whether it shines. */
    boolean on();

    /** Its power. */
    int watts();

    /** Where it hangs. */
    Room room();

    /** Switches it on or off. */
    CompletableFuture<Void> turn(boolean on);

    /** Switches it as another lamp of the house is. With itself it waits until it blinks. */
    CompletableFuture<Void> match(Lamp other);

    /** Lets it flicker. */
    @Lossy
    void blink();

    /** After it was switched. */
    Subscription onTurn(Listener<TurnEvent> listener);

    /** What it uses, now and then. */
    @Coalesced
    Subscription onPower(Listener<PowerEvent> listener);

    /** How it flickers. */
    @OnDemand
    @Lossy
    Subscription onFlicker(Listener<FlickerEvent> listener);
}
