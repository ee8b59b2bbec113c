package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Worker;

/**
 * A worker was created and is in {@code workers()}.
 *
 * @param worker the new worker
 */
public record NewWorkerEvent(Worker worker) {
    /** Checks the fields. */
    public NewWorkerEvent {
        Objects.requireNonNull(worker, "worker");
    }
}
