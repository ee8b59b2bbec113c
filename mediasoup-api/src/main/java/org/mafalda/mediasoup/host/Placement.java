package org.mafalda.mediasoup.host;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Worker;

/**
 * Wishes for the place of a worker; layers with one place ignore it.
 *
 * @param boxId the box, if it must be that one
 * @param labels labels that the box must have
 * @param near a worker whose box is preferred
 */
public record Placement(
        @Nullable String boxId,
        Map<String, String> labels,
        @Nullable Worker near) {
    /** Checks the fields. */
    public Placement {
        labels = Map.copyOf(labels);
    }

    /** No wish. */
    public static final Placement ANYWHERE = new Placement(null, Map.of(), null);

    /** On that box. */
    public static Placement onBox(String boxId) {
        return new Placement(Objects.requireNonNull(boxId, "boxId"), Map.of(), null);
    }

    /** On a box that has all these labels. */
    public static Placement withLabels(Map<String, String> labels) {
        return new Placement(null, labels, null);
    }

    /** On the box of that worker, if it has room. */
    public static Placement near(Worker worker) {
        return new Placement(null, Map.of(), Objects.requireNonNull(worker, "worker"));
    }
}
