package org.mafalda.rope.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the objects of a session that is gone. Immutable.
 *
 * @param keepFor how long they stay before they are closed, up to 365 days; zero: they are closed at once; null: they
 *     stay for ever
 */
public record Lease(@Nullable Duration keepFor) {
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Checks the range; throws {@link IllegalArgumentException}. */
    public Lease {
        if (keepFor != null && (keepFor.isNegative() || keepFor.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("keepFor must be from 0 to " + LONGEST + " [keepFor:" + keepFor + "]");
        }
    }

    /** They stay. */
    public static Lease keep() {
        return new Lease(null);
    }

    /** They stay for that long, up to 365 days, and are closed unless the session has come back. */
    public static Lease keepFor(Duration time) {
        return new Lease(time);
    }

    /** They are closed. */
    public static Lease close() {
        return new Lease(Duration.ZERO);
    }

    /** Whether it has ended for a session that is gone for so long. */
    public boolean isOver(long goneNanos) {
        return keepFor != null && goneNanos >= keepFor.toNanos();
    }

    /** Whether it never ends. */
    public boolean isForEver() {
        return keepFor == null;
    }
}
