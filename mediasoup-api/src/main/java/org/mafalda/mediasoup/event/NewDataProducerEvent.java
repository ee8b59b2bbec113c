package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.DataProducer;

/**
 * A data producer was created and is in {@code dataProducers()}.
 *
 * @param dataProducer the new data producer
 */
public record NewDataProducerEvent(DataProducer dataProducer) {
    /** Checks the fields. */
    public NewDataProducerEvent {
        Objects.requireNonNull(dataProducer, "dataProducer");
    }
}
