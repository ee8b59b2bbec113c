package org.mafalda.mafalda;

import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * A conference in which everybody consumes all that the others produce. Immutable.
 *
 * @param peers how many take part, at least 1
 * @param audioProducers how many audio producers each has, at least 0
 * @param videoProducers how many video producers each has, at least 0
 * @param layers how many streams a video producer has (simulcast), at least 1; consumers get one of them, pipes all
 */
public record RoomShape(int peers, int audioProducers, int videoProducers, int layers) {
    /** Checks the fields. */
    public RoomShape {
        atLeast(1, "peers", peers);
        atLeast(0, "audioProducers", audioProducers);
        atLeast(0, "videoProducers", videoProducers);
        atLeast(1, "layers", layers);
    }

    private static void atLeast(int least, String field, int value) {
        if (value < least) {
            throw InvalidArgumentException.of(field, value, "must be at least " + least);
        }
    }
}
