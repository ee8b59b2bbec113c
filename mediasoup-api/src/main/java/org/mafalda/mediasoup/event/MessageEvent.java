package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.DataMessage;

/**
 * A data message for a data consumer on a DirectTransport.
 *
 * @param message the message
 */
public record MessageEvent(DataMessage message) {
    /** Checks the fields. */
    public MessageEvent {
        Objects.requireNonNull(message, "message");
    }
}
