package org.mafalda.mediasoup.event;

import java.util.List;

/**
 * Somebody is audible.
 *
 * @param volumes the audible producers, loudest first, at most {@code maxEntries}
 */
public record VolumesEvent(List<AudioLevelVolume> volumes) {
    /** Checks the fields. */
    public VolumesEvent {
        volumes = List.copyOf(volumes);
    }
}
