package org.mafalda.mediasoup.horizontal;

import java.util.Objects;

/**
 * A drain has come further, or is over.
 *
 * @param progress how far it is
 */
public record DrainProgressEvent(DrainProgress progress) {
    /** Checks the fields. */
    public DrainProgressEvent {
        Objects.requireNonNull(progress, "progress");
    }
}
