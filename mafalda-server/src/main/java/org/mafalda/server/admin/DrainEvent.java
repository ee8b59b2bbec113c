package org.mafalda.server.admin;

import java.util.Objects;
import org.mafalda.mediasoup.horizontal.DrainProgress;

/**
 * A drain has come further.
 *
 * @param boxId the box that is drained
 * @param progress how far it is
 */
public record DrainEvent(String boxId, DrainProgress progress) {
    /** Checks for null. */
    public DrainEvent {
        Objects.requireNonNull(boxId, "boxId");
        Objects.requireNonNull(progress, "progress");
    }
}
