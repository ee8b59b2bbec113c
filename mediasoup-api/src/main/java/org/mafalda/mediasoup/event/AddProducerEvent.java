package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Producer;

/**
 * A producer was added to the observer.
 *
 * @param producer the producer
 */
public record AddProducerEvent(Producer producer) {
    /** Checks the fields. */
    public AddProducerEvent {
        Objects.requireNonNull(producer, "producer");
    }
}
