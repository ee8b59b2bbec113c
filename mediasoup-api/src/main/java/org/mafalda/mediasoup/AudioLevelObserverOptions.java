package org.mafalda.mediasoup;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a new audio level observer. Immutable.
 *
 * @param maxEntries Most entries in a {@code volumes} event, 1 to 65535. Default 1.
 * @param threshold Least average volume of an entry, in dBvo, -127 to 0. Default -80.
 * @param interval How often volumes are reported, 250 ms to 5 s as the worker clamps it. Default 1 s.
 * @param appData The application's own data; see {@link AppData}.
 */
public record AudioLevelObserverOptions(
        int maxEntries, int threshold, Duration interval, Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public AudioLevelObserverOptions {
        Objects.requireNonNull(interval, "interval");
        appData = AppData.normalize("appData", appData);
        if (maxEntries < 1 || maxEntries > 65535) {
            throw InvalidArgumentException.of("maxEntries", maxEntries, "must be between 1 and 65535");
        }
        if (threshold < -127 || threshold > 0) {
            throw InvalidArgumentException.of("threshold", threshold, "must be between -127 and 0");
        }
        if (interval.isNegative() || interval.toMillis() > 65535) {
            throw InvalidArgumentException.of("interval", interval, "must be between 0 and 65535 ms");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private int maxEntries = 1;
        private int threshold = -80;
        private Duration interval = Duration.ofSeconds(1);
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder() {}

        /**
         * Sets {@link AudioLevelObserverOptions#maxEntries}: most entries in a {@code volumes} event, 1 to 65535.
         * Default 1.
         */
        public Builder maxEntries(int maxEntries) {
            this.maxEntries = maxEntries;
            return this;
        }

        /**
         * Sets {@link AudioLevelObserverOptions#threshold}: least average volume of an entry, in dBvo, -127 to 0.
         * Default -80.
         */
        public Builder threshold(int threshold) {
            this.threshold = threshold;
            return this;
        }

        /**
         * Sets {@link AudioLevelObserverOptions#interval}: how often volumes are reported, 250 ms to 5 s as the worker
         * clamps it. Default 1 s.
         */
        public Builder interval(Duration interval) {
            this.interval = interval;
            return this;
        }

        /** Sets {@link AudioLevelObserverOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public AudioLevelObserverOptions build() {
            return new AudioLevelObserverOptions(maxEntries, threshold, interval, appData);
        }
    }
}
