package org.mafalda.rope.rooms;

import org.jspecify.annotations.Nullable;

/**
 * What lamp it is to be.
 *
 * @param watts its power, 1 or more
 * @param label the key in {@link Room#lamps()}; null for one that is free
 */
public record LampOptions(int watts, @Nullable String label) {
    /** Checks the fields. */
    public LampOptions {
        if (watts < 1) {
            throw new IllegalArgumentException("watts must be at least 1 [watts:" + watts + "]");
        }
    }
}
