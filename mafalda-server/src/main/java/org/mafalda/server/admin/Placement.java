package org.mafalda.server.admin;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a worker was placed.
 *
 * @param cluster id of the cluster that placed it
 * @param workerId the worker
 * @param boxId the box that was chosen
 * @param time when it was decided
 * @param reason why it was that box
 */
public record Placement(String cluster, String workerId, String boxId, Instant time, String reason) {
    /** Checks for null. */
    public Placement {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(workerId, "workerId");
        Objects.requireNonNull(boxId, "boxId");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(reason, "reason");
    }
}
