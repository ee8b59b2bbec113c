package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Producer;

/**
 * Another producer is the dominant speaker.
 *
 * @param producer the audio producer that speaks
 */
public record DominantSpeakerEvent(Producer producer) {
    /** Checks the fields. */
    public DominantSpeakerEvent {
        Objects.requireNonNull(producer, "producer");
    }
}
