package org.mafalda.mediasoup.transport;

import org.mafalda.mediasoup.InvalidArgumentException;

/** The rule for port numbers. */
final class Port {
    static final int MAX = 65_535;

    private Port() {}

    /** Refuses what is not a 16-bit number. */
    static void check(String field, int port) {
        if (port < 0 || port > MAX) {
            throw InvalidArgumentException.of(field, port, "must be between 0 and 65535");
        }
    }
}
