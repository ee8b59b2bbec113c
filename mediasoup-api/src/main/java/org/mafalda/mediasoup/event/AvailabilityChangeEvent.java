package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.host.Availability;

/**
 * The object can be reached better or worse than before.
 *
 * @param availability the new availability
 */
public record AvailabilityChangeEvent(Availability availability) {
    /** Checks the fields. */
    public AvailabilityChangeEvent {
        Objects.requireNonNull(availability, "availability");
    }
}
