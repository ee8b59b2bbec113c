package org.mafalda.mediasoup.horizontal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker was placed, and why there.
 *
 * @param workerId the worker
 * @param time when it was decided
 * @param boxId the box that was chosen
 * @param reason why it was that one
 * @param options all boxes that there were, as they were seen then
 */
public record Decision(String workerId, Instant time, String boxId, String reason, List<Option> options) {
    /** Checks the fields. */
    public Decision {
        Objects.requireNonNull(workerId, "workerId");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(boxId, "boxId");
        Objects.requireNonNull(reason, "reason");
        options = List.copyOf(options);
    }

    /**
     * A box that might have been chosen.
     *
     * @param boxId the box
     * @param load its effective load, 0 when idle, 1 when full
     * @param rejected why it was out of the question; null if it was not
     */
    public record Option(
            String boxId, double load, @Nullable String rejected) {
        /** Checks the fields. */
        public Option {
            Objects.requireNonNull(boxId, "boxId");
        }
    }
}
