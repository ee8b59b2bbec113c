package org.mafalda.mediasoup.rtp;

import java.util.random.RandomGenerator;

/** Chooses SSRCs as mediasoup does: nine digits, which leaves room to count up from one. */
final class Ssrcs {
    private static final long MIN = 100_000_000;
    private static final long BOUND = 999_999_999;

    private Ssrcs() {}

    static long next(RandomGenerator random) {
        return random.nextLong(MIN, BOUND);
    }
}
