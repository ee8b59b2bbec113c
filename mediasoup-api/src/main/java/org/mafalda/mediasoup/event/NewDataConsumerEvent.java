package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.DataConsumer;

/**
 * A data consumer was created and is in {@code dataConsumers()}.
 *
 * @param dataConsumer the new data consumer
 */
public record NewDataConsumerEvent(DataConsumer dataConsumer) {
    /** Checks the fields. */
    public NewDataConsumerEvent {
        Objects.requireNonNull(dataConsumer, "dataConsumer");
    }
}
