package org.mafalda.mediasoup.horizontal;

import java.util.Objects;

/**
 * A drain has begun and is in {@code drains()}.
 *
 * @param drain the new drain
 */
public record NewDrainEvent(Drain drain) {
    /** Checks the fields. */
    public NewDrainEvent {
        Objects.requireNonNull(drain, "drain");
    }
}
