package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Transport;

/**
 * A transport was created and is in {@code transports()}.
 *
 * @param transport the new transport
 */
public record NewTransportEvent(Transport transport) {
    /** Checks the fields. */
    public NewTransportEvent {
        Objects.requireNonNull(transport, "transport");
    }
}
