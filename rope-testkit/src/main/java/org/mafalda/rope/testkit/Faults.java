package org.mafalda.rope.testkit;

import java.time.Duration;

/**
 * What a {@link TcpProxy} does to the connections that go through it, and how often. Immutable.
 *
 * <p>Where it happens is decided by the seed, the number of the connection and the direction alone, so that the same
 * bytes meet the same faults. A number of bytes is the mean distance between two faults of a kind in one direction; 0,
 * the default of all, switches that kind off.
 *
 * @param seed decides all that is left to chance
 * @param cutAfter bytes after which a connection is cut. One cut in eight comes within the first 2,000 bytes, where
 *     connections are opened
 * @param resets the share of cuts that are resets, 0 to 1; default 0.5
 * @param longestOutage for how long at most connections are turned away after a cut; default none
 * @param splitAfter bytes after which the stream is split into another segment
 * @param delayAfter bytes after which the stream is delayed
 * @param longestDelay the longest of these delays; default 5 ms
 * @param stallAfter bytes after which the stream stalls
 * @param longestStall the longest of these stalls; default 200 ms
 */
public record Faults(
        long seed,
        int cutAfter,
        double resets,
        Duration longestOutage,
        int splitAfter,
        int delayAfter,
        Duration longestDelay,
        int stallAfter,
        Duration longestStall) {
    /** No faults: everything goes through as it comes. */
    public static final Faults NONE = builder(0).build();

    /** Checks the ranges; throws {@link IllegalArgumentException}. */
    public Faults {
        check(cutAfter >= 0, "cutAfter", cutAfter);
        check(resets >= 0 && resets <= 1, "resets", resets);
        check(!longestOutage.isNegative(), "longestOutage", longestOutage);
        check(splitAfter >= 0, "splitAfter", splitAfter);
        check(delayAfter >= 0, "delayAfter", delayAfter);
        check(!longestDelay.isNegative(), "longestDelay", longestDelay);
        check(stallAfter >= 0, "stallAfter", stallAfter);
        check(!longestStall.isNegative(), "longestStall", longestStall);
    }

    private static void check(boolean holds, String field, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is out of its range [" + field + ":" + value + "]");
        }
    }

    /** Starts without faults. */
    public static Builder builder(long seed) {
        return new Builder(seed);
    }

    /** Collects faults. Not thread-safe. */
    public static final class Builder {
        private final long seed;
        private int cutAfter;
        private double resets = 0.5;
        private Duration longestOutage = Duration.ZERO;
        private int splitAfter;
        private int delayAfter;
        private Duration longestDelay = Duration.ofMillis(5);
        private int stallAfter;
        private Duration longestStall = Duration.ofMillis(200);

        private Builder(long seed) {
            this.seed = seed;
        }

        /** See {@link Faults#cutAfter} and {@link Faults#resets}. */
        public Builder cut(int meanBytes, double shareOfResets) {
            cutAfter = meanBytes;
            resets = shareOfResets;
            return this;
        }

        /** See {@link Faults#longestOutage}. */
        public Builder outage(Duration longest) {
            longestOutage = longest;
            return this;
        }

        /** See {@link Faults#splitAfter}. */
        public Builder split(int meanBytes) {
            splitAfter = meanBytes;
            return this;
        }

        /** See {@link Faults#delayAfter} and {@link Faults#longestDelay}. */
        public Builder delay(int meanBytes, Duration longest) {
            delayAfter = meanBytes;
            longestDelay = longest;
            return this;
        }

        /** See {@link Faults#stallAfter} and {@link Faults#longestStall}. */
        public Builder stall(int meanBytes, Duration longest) {
            stallAfter = meanBytes;
            longestStall = longest;
            return this;
        }

        /** The faults; throws {@link IllegalArgumentException} if a value is out of its range. */
        public Faults build() {
            return new Faults(
                    seed,
                    cutAfter,
                    resets,
                    longestOutage,
                    splitAfter,
                    delayAfter,
                    longestDelay,
                    stallAfter,
                    longestStall);
        }
    }
}
