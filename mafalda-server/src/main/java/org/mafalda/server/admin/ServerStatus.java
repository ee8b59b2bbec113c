package org.mafalda.server.admin;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.horizontal.DrainProgress;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.WorkerBudget;

/**
 * What a server is and does.
 *
 * @param boxId the id of its box, or of its uppermost cluster
 * @param version the version of mediasoup
 * @param layers the layers that it is composed of, as a tree of lines
 * @param availability whether what it offers can be used
 * @param budget how many workers there may be
 * @param workers how many there are, 0 or more
 * @param sessions clients that are connected, 0 or more
 * @param drain how far the drain of the server itself is; null if there is none
 * @param instances the boxes of its clusters, those of a cluster within another after it
 */
public record ServerStatus(
        String boxId,
        String version,
        String layers,
        Availability availability,
        WorkerBudget budget,
        int workers,
        int sessions,
        @Nullable DrainProgress drain,
        List<Box> instances) {
    /** Checks for null, and copies. */
    public ServerStatus {
        Objects.requireNonNull(boxId, "boxId");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(layers, "layers");
        Objects.requireNonNull(availability, "availability");
        Objects.requireNonNull(budget, "budget");
        instances = List.copyOf(instances);
    }

    /**
     * An instance of a cluster.
     *
     * @param cluster id of the cluster
     * @param boxId the id of the box
     * @param availability whether it can be reached
     * @param draining whether nothing is placed there because it is, or was, drained
     * @param epoch how often it was admitted, 1 or more
     * @param workers how many the cluster has there, 0 or more
     * @param cpu CPU use of the machine, 0 to 1; null if it was not measured yet
     * @param drain how far its drain is; null if there is none
     */
    public record Box(
            String cluster,
            String boxId,
            Availability availability,
            boolean draining,
            long epoch,
            int workers,
            @Nullable Double cpu,
            @Nullable DrainProgress drain) {
        /** Checks for null. */
        public Box {
            Objects.requireNonNull(cluster, "cluster");
            Objects.requireNonNull(boxId, "boxId");
            Objects.requireNonNull(availability, "availability");
        }
    }
}
