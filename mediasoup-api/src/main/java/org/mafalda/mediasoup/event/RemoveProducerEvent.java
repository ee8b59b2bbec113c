package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Producer;

/**
 * A producer was removed from the observer; one that closes leaves by itself, without this event.
 *
 * @param producer the producer
 */
public record RemoveProducerEvent(Producer producer) {
    /** Checks the fields. */
    public RemoveProducerEvent {
        Objects.requireNonNull(producer, "producer");
    }
}
