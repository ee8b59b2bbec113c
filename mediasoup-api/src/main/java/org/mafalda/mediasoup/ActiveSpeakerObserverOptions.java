package org.mafalda.mediasoup;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a new active speaker observer. Immutable.
 *
 * @param interval How often the levels are compared, 300 ms to 5 s as the worker clamps it. Default 300 ms.
 * @param appData The application's own data; see {@link AppData}.
 */
public record ActiveSpeakerObserverOptions(Duration interval, Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public ActiveSpeakerObserverOptions {
        Objects.requireNonNull(interval, "interval");
        appData = AppData.normalize("appData", appData);
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
        private Duration interval = Duration.ofMillis(300);
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder() {}

        /**
         * Sets {@link ActiveSpeakerObserverOptions#interval}: how often the levels are compared, 300 ms to 5 s as the
         * worker clamps it. Default 300 ms.
         */
        public Builder interval(Duration interval) {
            this.interval = interval;
            return this;
        }

        /** Sets {@link ActiveSpeakerObserverOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public ActiveSpeakerObserverOptions build() {
            return new ActiveSpeakerObserverOptions(interval, appData);
        }
    }
}
