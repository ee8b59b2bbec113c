package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.host.HostLoad;

/**
 * The load of the host was measured.
 *
 * @param load the new load
 */
public record LoadEvent(HostLoad load) {
    /** Checks the fields. */
    public LoadEvent {
        Objects.requireNonNull(load, "load");
    }
}
