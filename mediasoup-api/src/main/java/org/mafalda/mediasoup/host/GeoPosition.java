package org.mafalda.mediasoup.host;

import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * A place on earth, for geographic placement.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
public record GeoPosition(double latitude, double longitude) {
    /** Checks the fields. */
    public GeoPosition {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw InvalidArgumentException.of("latitude", latitude, "must be between -90 and 90");
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw InvalidArgumentException.of("longitude", longitude, "must be between -180 and 180");
        }
    }
}
