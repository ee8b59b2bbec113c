package org.mafalda.rope.testkit;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What happens to one direction of one connection, and after which byte: decided by the seed, the number of the
 * connection and the direction alone. Not thread-safe.
 */
final class Course {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int OPENING_BYTES = 2_000;
    private static final int OPENINGS = 8;

    private final Faults faults;
    private final SplittableRandom random;
    private long cutAt;
    private long splitAt;
    private long delayAt;
    private long stallAt;
    private long passed;

    Course(Faults faults, int connection, int direction) {
        this.faults = faults;
        this.random = new SplittableRandom(new SplittableRandom(faults.seed()).nextLong()
                + new SplittableRandom(2L * connection + direction).nextLong());
        this.cutAt = cutPoint();
        this.splitAt = after(faults.splitAfter());
        this.delayAt = after(faults.delayAfter());
        this.stallAt = after(faults.stallAfter());
    }

    private long cutPoint() {
        if (faults.cutAfter() == 0) {
            return NEVER;
        }
        boolean opening = random.nextInt(OPENINGS) == 0;
        return random.nextLong(opening ? Math.min(OPENING_BYTES, faults.cutAfter()) : 2L * faults.cutAfter());
    }

    /** From one byte to twice the mean from now on. */
    private long after(int mean) {
        return mean == 0 ? NEVER : passed + 1 + random.nextLong(2L * mean);
    }

    /** How many of so many bytes may pass before something happens; 0 if it happens now. */
    int free(int bytes) {
        long next = Math.min(Math.min(cutAt, splitAt), Math.min(delayAt, stallAt));
        return (int) Math.min(bytes, next - passed);
    }

    void pass(int bytes) {
        passed += bytes;
    }

    boolean cutsNow() {
        return passed >= cutAt;
    }

    /** The cut is not made, and no other. */
    void spare() {
        cutAt = NEVER;
    }

    /** How a cut is made. */
    Cut cut() {
        return random.nextDouble() < faults.resets() ? Cut.RESET : Cut.END;
    }

    /** For how long connections are turned away after the cut, in nanoseconds. */
    long outageNanos() {
        return upTo(faults.longestOutage());
    }

    /** Takes what is due now, except for a cut; how long nothing may pass, in nanoseconds. */
    long pauseNanos() {
        long pause = 0;
        if (passed == splitAt) {
            splitAt = after(faults.splitAfter());
        }
        if (passed == delayAt) {
            delayAt = after(faults.delayAfter());
            pause += upTo(faults.longestDelay());
        }
        if (passed == stallAt) {
            stallAt = after(faults.stallAfter());
            pause += upTo(faults.longestStall());
        }
        return pause;
    }

    private long upTo(Duration longest) {
        return longest.isZero() ? 0 : random.nextLong(longest.toNanos() + 1);
    }
}
