package org.mafalda.rope.server.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the objects of a session that is gone.
 *
 * @param keepFor how long they stay before they are closed; zero: they are closed at once; null: they stay for ever
 */
record Lease(@Nullable Duration keepFor) {
    /** Whether it has ended for a session that is gone for so long. */
    boolean isOver(long goneNanos) {
        return keepFor != null && goneNanos >= keepFor.toNanos();
    }

    boolean isForEver() {
        return keepFor == null;
    }
}
