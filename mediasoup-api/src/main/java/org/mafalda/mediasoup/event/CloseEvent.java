package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.rope.Gone;

/**
 * The object was closed, by whom or what {@code reason} tells.
 *
 * @param reason why
 */
public record CloseEvent(CloseReason reason) {
    /** Checks the fields. */
    public CloseEvent {
        Objects.requireNonNull(reason, "reason");
    }

    /** The event of an object that vanished with the connection through which it was known. */
    @Gone
    public static CloseEvent connectionClosed() {
        return new CloseEvent(new CloseReason.ConnectionClosed());
    }
}
