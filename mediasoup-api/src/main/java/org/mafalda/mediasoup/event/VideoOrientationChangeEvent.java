package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.ProducerVideoOrientation;

/**
 * The orientation that the sender announces in the header extension {@code urn:3gpp:video-orientation} changed.
 *
 * @param videoOrientation the new orientation
 */
public record VideoOrientationChangeEvent(ProducerVideoOrientation videoOrientation) {
    /** Checks the fields. */
    public VideoOrientationChangeEvent {
        Objects.requireNonNull(videoOrientation, "videoOrientation");
    }
}
