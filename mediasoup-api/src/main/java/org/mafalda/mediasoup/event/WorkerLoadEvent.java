package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.host.WorkerLoad;

/**
 * The load of the worker was measured.
 *
 * @param load the new load
 */
public record WorkerLoadEvent(WorkerLoad load) {
    /** Checks the fields. */
    public WorkerLoadEvent {
        Objects.requireNonNull(load, "load");
    }
}
