package org.mafalda.mafalda;

import java.util.Objects;

/**
 * A consumer, or data consumer, is fed another way than before, because what lay between it and its producer has gone.
 *
 * @param consumerId its id, which is the same as before
 */
public record ConsumerMovedEvent(String consumerId) {
    /** Refuses null. */
    public ConsumerMovedEvent {
        Objects.requireNonNull(consumerId, "consumerId");
    }
}
