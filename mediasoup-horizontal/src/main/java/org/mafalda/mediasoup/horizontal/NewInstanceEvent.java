package org.mafalda.mediasoup.horizontal;

import java.util.Objects;

/**
 * An instance was taken in and is in {@code instances()}.
 *
 * @param instance the new instance
 */
public record NewInstanceEvent(Instance instance) {
    /** Checks the fields. */
    public NewInstanceEvent {
        Objects.requireNonNull(instance, "instance");
    }
}
