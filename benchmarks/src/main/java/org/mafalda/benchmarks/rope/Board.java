package org.mafalda.benchmarks.rope;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Contract;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** The root of what is measured: calls, events, and lamps that change. */
@Remote
@Contract(name = "board", version = 1)
public interface Board {
    /** So many lamps change in turn, however many there are. */
    int CHANGING = 10;

    /** Completes with what it was given. */
    CompletableFuture<String> echo(String text);

    /** The lamps by number. */
    Map<String, Lamp> lamps();

    /** Adds lamps, or takes some away, until there are so many. */
    CompletableFuture<Integer> fit(int lamps);

    /** Fires {@link #onText} so many times. */
    void publish(int texts);

    /** Makes so many changes, of one of the first lamps after the other. */
    void change(int lamps);

    /** A text was published. */
    Subscription onText(Listener<TextEvent> listener);

    /**
     * A text.
     *
     * @param text the text
     */
    record TextEvent(String text) {}

    /** One of the objects. */
    @Remote
    interface Lamp {
        /** A name of no meaning. */
        String label();

        /** How often it was changed. */
        int changes();

        /** After it was changed. */
        Subscription onTurn(Listener<TurnEvent> listener);
    }

    /**
     * A lamp was changed.
     *
     * @param changes how often
     */
    record TurnEvent(int changes) {}
}
