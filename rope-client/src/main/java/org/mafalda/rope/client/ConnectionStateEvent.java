package org.mafalda.rope.client;

import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ConnectionState;

/**
 * The client's connection went from one state to another.
 *
 * @param previous the state before
 * @param state the state now
 * @param recovery how the objects were brought up to date; null unless {@code state} is {@code CONNECTED}
 * @param reason what led to it, for people
 */
public record ConnectionStateEvent(
        ConnectionState previous,
        ConnectionState state,
        @Nullable Recovery recovery,
        String reason) {
    /** What a new connection meant for the objects that the client holds. */
    public enum Recovery {
        /** It is the first connection: there were none. */
        NEW,
        /** Nothing was missed: the session went on where it was cut. */
        RESUMED,
        /** What was missed has been derived from a snapshot, and reported. */
        RESYNCED,
        /** The server has started anew: all objects but the root are closed. */
        RESTARTED
    }
}
