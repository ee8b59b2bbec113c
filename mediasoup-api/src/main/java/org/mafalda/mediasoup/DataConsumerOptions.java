package org.mafalda.mediasoup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a new data consumer. Immutable.
 *
 * @param dataProducerId The data producer to consume.
 * @param ordered Whether messages arrive in order, and all of them. Default: as the data producer has it. Ignored on a
 *     DirectTransport.
 * @param maxPacketLifeTime How long a message is sent again; only when not ordered. Up to 65535 ms.
 * @param maxRetransmits How often a message is sent again; only when not ordered. 0 to 65535.
 * @param paused Whether it starts paused. Default false.
 * @param subchannels Subchannels to receive, 0 to 65535 each. Default: none.
 * @param appData The application's own data; see {@link AppData}.
 */
public record DataConsumerOptions(
        String dataProducerId,
        @Nullable Boolean ordered,
        @Nullable Duration maxPacketLifeTime,
        @Nullable Integer maxRetransmits,
        boolean paused,
        @Nullable List<Integer> subchannels,
        Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public DataConsumerOptions {
        Objects.requireNonNull(dataProducerId, "dataProducerId");
        appData = AppData.normalize("appData", appData);
        if (dataProducerId.isEmpty()) {
            throw InvalidArgumentException.of("dataProducerId", dataProducerId, "must not be empty");
        }
        if (maxPacketLifeTime != null && (maxPacketLifeTime.isNegative() || maxPacketLifeTime.toMillis() > 65535)) {
            throw InvalidArgumentException.of("maxPacketLifeTime", maxPacketLifeTime, "must be between 0 and 65535 ms");
        }
        if (maxRetransmits != null && (maxRetransmits < 0 || maxRetransmits > 65535)) {
            throw InvalidArgumentException.of("maxRetransmits", maxRetransmits, "must be between 0 and 65535");
        }
        subchannels = subchannels == null ? null : DataMessage.checkSubchannels("subchannels", subchannels);
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder(String dataProducerId) {
        return new Builder(dataProducerId);
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private final String dataProducerId;
        private @Nullable Boolean ordered;
        private @Nullable Duration maxPacketLifeTime;
        private @Nullable Integer maxRetransmits;
        private boolean paused;
        private @Nullable List<Integer> subchannels;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder(String dataProducerId) {
            this.dataProducerId = dataProducerId;
        }

        /**
         * Sets {@link DataConsumerOptions#ordered}: whether messages arrive in order, and all of them. Default: as the
         * data producer has it. Ignored on a DirectTransport.
         */
        public Builder ordered(boolean ordered) {
            this.ordered = ordered;
            return this;
        }

        /**
         * Sets {@link DataConsumerOptions#maxPacketLifeTime}: how long a message is sent again; only when not ordered.
         * Up to 65535 ms.
         */
        public Builder maxPacketLifeTime(Duration maxPacketLifeTime) {
            this.maxPacketLifeTime = maxPacketLifeTime;
            return this;
        }

        /**
         * Sets {@link DataConsumerOptions#maxRetransmits}: how often a message is sent again; only when not ordered. 0
         * to 65535.
         */
        public Builder maxRetransmits(int maxRetransmits) {
            this.maxRetransmits = maxRetransmits;
            return this;
        }

        /** Sets {@link DataConsumerOptions#paused}: whether it starts paused. Default false. */
        public Builder paused(boolean paused) {
            this.paused = paused;
            return this;
        }

        /** Sets {@link DataConsumerOptions#subchannels}: subchannels to receive, 0 to 65535 each. Default: none. */
        public Builder subchannels(List<Integer> subchannels) {
            this.subchannels = subchannels;
            return this;
        }

        /** Sets {@link DataConsumerOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public DataConsumerOptions build() {
            return new DataConsumerOptions(
                    dataProducerId, ordered, maxPacketLifeTime, maxRetransmits, paused, subchannels, appData);
        }
    }
}
