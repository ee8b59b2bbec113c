package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.CloseReason;

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
}
