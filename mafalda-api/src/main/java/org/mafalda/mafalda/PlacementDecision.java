package org.mafalda.mafalda;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a transport was placed where it is. Immutable.
 *
 * @param workerId the id of the real worker that was chosen; null if another one was started for the transport
 * @param reason one sentence
 * @param candidates the workers that there were to choose from
 */
public record PlacementDecision(@Nullable String workerId, String reason, List<Candidate> candidates) {
    /** Copies the list. */
    public PlacementDecision {
        Objects.requireNonNull(reason, "reason");
        candidates = List.copyOf(candidates);
    }

    /**
     * A real worker as the placement saw it.
     *
     * @param workerId its id
     * @param load its load, 0 to 1 of its capacity, and more when it is overloaded: what it reports or what is expected
     *     of all that was placed there, whichever is more
     * @param full whether its load has reached the watermark and has not fallen well below it since
     * @param boxId the box that it runs on; null if that is not known
     * @param open whether the router has an inner router there already
     * @param transports how many transports the router has there
     */
    public record Candidate(
            String workerId,
            double load,
            boolean full,
            @Nullable String boxId,
            boolean open,
            int transports) {
        /** Refuses null. */
        public Candidate {
            Objects.requireNonNull(workerId, "workerId");
        }
    }
}
