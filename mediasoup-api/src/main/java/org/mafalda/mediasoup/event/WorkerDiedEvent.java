package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.WorkerDeath;

/**
 * The worker ended without having been closed; the close events of what was on it came before.
 *
 * @param death how it ended
 */
public record WorkerDiedEvent(WorkerDeath death) {
    /** Checks the fields. */
    public WorkerDiedEvent {
        Objects.requireNonNull(death, "death");
    }
}
