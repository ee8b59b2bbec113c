package org.mafalda.mediasoup.transport;

import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * The ports that a transport may choose from. Immutable.
 *
 * @param min lowest port, 1 to 65535, or 0 with {@code max} 0 for the worker's own range
 * @param max highest port, {@code min} to 65535
 */
public record TransportPortRange(int min, int max) {

    /** Checks the bounds. */
    public TransportPortRange {
        Port.check("portRange.min", min);
        Port.check("portRange.max", max);
        if (min > max) {
            throw InvalidArgumentException.of("portRange.min", min, "must not be above portRange.max, which is " + max);
        }
        if (min == 0 && max != 0) {
            throw InvalidArgumentException.of("portRange.min", min, "must be at least 1");
        }
    }

    /** Whether it names ports; the range 0 to 0 stands for the worker's own. */
    public boolean given() {
        return max != 0;
    }
}
