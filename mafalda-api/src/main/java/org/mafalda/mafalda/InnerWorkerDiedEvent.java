package org.mafalda.mafalda;

import java.util.List;
import java.util.Objects;
import org.mafalda.mediasoup.WorkerDeath;

/**
 * One of the real workers has died.
 *
 * @param workerId its id
 * @param death how it ended
 * @param transportIds the router's transports that were on it
 */
public record InnerWorkerDiedEvent(String workerId, WorkerDeath death, List<String> transportIds) {
    /** Copies the list. */
    public InnerWorkerDiedEvent {
        Objects.requireNonNull(workerId, "workerId");
        Objects.requireNonNull(death, "death");
        transportIds = List.copyOf(transportIds);
    }
}
