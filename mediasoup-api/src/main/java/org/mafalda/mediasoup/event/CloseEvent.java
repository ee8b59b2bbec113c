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

    /** The event of an object below a {@code Mediasoup} that its holder closed. */
    @Gone(Gone.Cause.RELEASED)
    public static CloseEvent mediasoupClosed() {
        return new CloseEvent(new CloseReason.MediasoupClosed());
    }

    /** The event of a {@code Mediasoup} that its holder closed. */
    @Gone(Gone.Cause.CALLED)
    public static CloseEvent called() {
        return new CloseEvent(new CloseReason.Called());
    }
}
