package org.mafalda.mediasoup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a running worker; null leaves a setting as it is. Immutable.
 *
 * @param logLevel What the worker logs.
 * @param logTags Parts whose debug logs are switched on; replaces those of before.
 */
public record WorkerUpdateableSettings(
        @Nullable WorkerLogLevel logLevel, @Nullable List<WorkerLogTag> logTags) {

    /** Checks the fields. */
    public WorkerUpdateableSettings {
        logTags = logTags == null ? null : List.copyOf(logTags);
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private @Nullable WorkerLogLevel logLevel;
        private @Nullable List<WorkerLogTag> logTags;

        private Builder() {}

        /** Sets {@link WorkerUpdateableSettings#logLevel}: what the worker logs. */
        public Builder logLevel(WorkerLogLevel logLevel) {
            this.logLevel = logLevel;
            return this;
        }

        /**
         * Sets {@link WorkerUpdateableSettings#logTags}: parts whose debug logs are switched on; replaces those of
         * before.
         */
        public Builder logTags(List<WorkerLogTag> logTags) {
            this.logTags = logTags;
            return this;
        }

        /** The checked options. */
        public WorkerUpdateableSettings build() {
            return new WorkerUpdateableSettings(logLevel, logTags);
        }
    }
}
