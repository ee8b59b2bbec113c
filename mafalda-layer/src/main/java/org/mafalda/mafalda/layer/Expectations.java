package org.mafalda.mafalda.layer;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.TransportType;

/**
 * How many streams a new transport will probably have: as many as those of its type have on average, or as the
 * application says. Thread-safe.
 */
final class Expectations {
    /** What is expected before anything is known, and with which weight. */
    private static final double FIRST = 2;

    private static final double WEIGHT_OF_THE_FIRST = 5;
    private static final String HINT = "expectedConsumers";

    private final Map<TransportType, Seen> seen = new EnumMap<>(TransportType.class);

    private static final class Seen {
        private int transports;
        private int streams;
    }

    /** What the application expects of a transport with this data; null if it does not say. */
    static @Nullable Long hint(Map<String, @Nullable Object> appData) {
        return appData.get(HINT) instanceof Long given && given >= 0 ? given : null;
    }

    synchronized double streams(TransportType type) {
        Seen known = seen.get(type);
        return known == null
                ? FIRST
                : (FIRST * WEIGHT_OF_THE_FIRST + known.streams) / (WEIGHT_OF_THE_FIRST + known.transports);
    }

    /** There are more, or fewer, transports that have had streams, and more or fewer streams on such. */
    synchronized void count(TransportType type, int transports, int streams) {
        Seen known = seen.computeIfAbsent(type, missing -> new Seen());
        known.transports += transports;
        known.streams += streams;
    }
}
