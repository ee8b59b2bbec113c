package org.mafalda.mediasoup;

import org.jspecify.annotations.Nullable;

/**
 * Spatial and temporal layer of a simulcast or SVC consumer.
 *
 * @param spatialLayer 0 is the lowest
 * @param temporalLayer 0 is the lowest; null asks for the highest
 */
public record ConsumerLayers(int spatialLayer, @Nullable Integer temporalLayer) {
    /** Checks the fields. */
    public ConsumerLayers {
        if (spatialLayer < 0 || spatialLayer > 255) {
            throw InvalidArgumentException.of("spatialLayer", spatialLayer, "must be between 0 and 255");
        }
        if (temporalLayer != null && (temporalLayer < 0 || temporalLayer > 255)) {
            throw InvalidArgumentException.of("temporalLayer", temporalLayer, "must be between 0 and 255");
        }
    }
}
