package org.mafalda.mediasoup.horizontal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.UnsupportedException;

/**
 * Whether two instances can be parts of one: boxes of different versions would break each other's pipes, and not say
 * so.
 */
final class Compatibility {
    private Compatibility() {}

    /** How an instance differs from one that is there; null if it does not. */
    static @Nullable UnsupportedException difference(Mediasoup instance, Mediasoup present) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        compare(
                details,
                "stackVersion",
                instance.host().stackVersion(),
                present.host().stackVersion());
        compare(details, "mediasoupVersion", instance.version(), present.version());
        compare(
                details,
                "workerVersion",
                instance.host().mediasoupVersion(),
                present.host().mediasoupVersion());
        compare(
                details,
                "supportedRtpCapabilities.codecs",
                instance.supportedRtpCapabilities().codecs(),
                present.supportedRtpCapabilities().codecs());
        compare(
                details,
                "supportedRtpCapabilities.headerExtensions",
                instance.supportedRtpCapabilities().headerExtensions(),
                present.supportedRtpCapabilities().headerExtensions());
        if (details.isEmpty()) {
            return null;
        }
        details.put("box", instance.host().boxId());
        details.put("present", present.host().boxId());
        return new UnsupportedException("Instance is not compatible with those that are there", details);
    }

    private static void compare(Map<String, @Nullable Object> details, String field, Object value, Object present) {
        if (!Objects.equals(value, present)) {
            details.put(field, value + " instead of " + present);
        }
    }
}
