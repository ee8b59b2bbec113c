package org.mafalda.mediasoup.rtp;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;

/** What the records of this package check of their components. */
final class RtpFields {
    /** Highest RTP payload type: it has 7 bits (RFC 3550, section 5.1). */
    static final int MAX_PAYLOAD_TYPE = 127;

    /** Highest SSRC: it has 32 bits. */
    static final long MAX_SSRC = 0xFFFF_FFFFL;

    /** Highest value that fits one byte of the worker's messages: channels, header extension identifiers. */
    static final int MAX_BYTE = 255;

    private RtpFields() {}

    static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw InvalidArgumentException.of(field, null, "must be given");
        }
        return value;
    }

    static <T> List<T> list(String field, @Nullable List<T> values) {
        if (values == null) {
            return List.of();
        }
        if (values.stream().anyMatch(Objects::isNull)) {
            throw InvalidArgumentException.of(field, values, "must not have null elements");
        }
        return List.copyOf(values);
    }

    static void range(String field, @Nullable Number value, long min, long max) {
        if (value != null && (value.longValue() < min || value.longValue() > max)) {
            throw InvalidArgumentException.of(field, value, "must be between " + min + " and " + max);
        }
    }
}
