package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Consumer;

/**
 * A consumer was created and is in {@code consumers()}.
 *
 * @param consumer the new consumer
 */
public record NewConsumerEvent(Consumer consumer) {
    /** Checks the fields. */
    public NewConsumerEvent {
        Objects.requireNonNull(consumer, "consumer");
    }
}
