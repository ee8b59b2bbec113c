package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Producer;

/**
 * A producer was created and is in {@code producers()}.
 *
 * @param producer the new producer
 */
public record NewProducerEvent(Producer producer) {
    /** Checks the fields. */
    public NewProducerEvent {
        Objects.requireNonNull(producer, "producer");
    }
}
