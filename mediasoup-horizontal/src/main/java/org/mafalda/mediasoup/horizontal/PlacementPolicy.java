package org.mafalda.mediasoup.horizontal;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.host.GeoPosition;
import org.mafalda.mediasoup.host.HostInfo;

/**
 * Chooses the instance for a new worker. Those of {@link Policies} or one's own.
 *
 * <p>A function of its arguments: it keeps no state of its own that matters, and takes chance from
 * {@link Request#sequence}, so that a decision can be repeated. It is called by one thread at a time and must not
 * block.
 */
@FunctionalInterface
public interface PlacementPolicy {
    /**
     * Chooses one of the candidates.
     *
     * @param candidates at least one; those that are suspect, drained, full, or not what the worker's
     *     {@link WorkerSettings#placement} asks for, are not among them
     */
    Choice choose(Request request, List<Candidate> candidates);

    /**
     * What is to be placed.
     *
     * @param settings those of the worker
     * @param sequence 1 for the first placement, 2 for the second, and so on
     * @param near where the worker should be close to; null if that does not matter
     */
    record Request(
            WorkerSettings settings,
            long sequence,
            @Nullable GeoPosition near) {
        /** Checks the fields. */
        public Request {
            Objects.requireNonNull(settings, "settings");
        }
    }

    /**
     * Where it can be placed.
     *
     * @param boxId the box
     * @param host what is known of it
     * @param load its effective load, 0 when idle, 1 when full: what was reported, and what is expected of the
     *     placements that no report has shown yet
     * @param workers workers there that were created through this layer
     */
    record Candidate(String boxId, HostInfo host, double load, int workers) {
        /** Checks the fields. */
        public Candidate {
            Objects.requireNonNull(boxId, "boxId");
            Objects.requireNonNull(host, "host");
        }
    }

    /**
     * A candidate that was chosen.
     *
     * @param boxId its box
     * @param reason why, in words
     */
    record Choice(String boxId, String reason) {
        /** Checks the fields. */
        public Choice {
            Objects.requireNonNull(boxId, "boxId");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
