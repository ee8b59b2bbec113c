package org.mafalda.server.config;

import org.mafalda.rope.protocol.Lease;

/** What becomes of the objects of a session that is gone, as it is written in a configuration. */
final class Leases {
    private Leases() {}

    /** {@code keep}, {@code close}, or the time for which they are kept. */
    static Lease parse(String text) {
        return switch (text) {
            case "keep" -> Lease.keep();
            case "close" -> Lease.close();
            default -> Lease.keepFor(Durations.parse(text));
        };
    }
}
