package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.Producer;

/**
 * The volume of one audio producer over the last interval.
 *
 * @param producer the audio producer
 * @param volume average volume in dBvo, from -127 to 0
 */
public record AudioLevelVolume(Producer producer, int volume) {
    /** Checks the fields. */
    public AudioLevelVolume {
        Objects.requireNonNull(producer, "producer");
    }
}
