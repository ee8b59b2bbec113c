package org.mafalda.mediasoup.local.internal.fbs;

import java.util.List;

/**
 * Somebody is audible. Immutable.
 *
 * @param volumes the audible producers, loudest first
 */
public record VolumesNotice(List<Volume> volumes) {
    /** Copies the list. */
    public VolumesNotice {
        volumes = List.copyOf(volumes);
    }

    /**
     * How loud a producer is.
     *
     * @param producerId the audio producer
     * @param volume average volume in dBvo, -127 to 0
     */
    public record Volume(String producerId, int volume) {}
}
