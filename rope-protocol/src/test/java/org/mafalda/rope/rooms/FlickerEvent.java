package org.mafalda.rope.rooms;

import java.nio.ByteBuffer;

/**
 * How the lamp flickers.
 *
 * @param sample brightness over time, read-only
 */
public record FlickerEvent(ByteBuffer sample) {
    /** Makes the buffer read-only. */
    public FlickerEvent {
        sample = sample.asReadOnlyBuffer();
    }
}
