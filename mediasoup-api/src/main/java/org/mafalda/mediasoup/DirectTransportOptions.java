package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of a new DirectTransport. Immutable.
 *
 * @param maxSendMessageSize Largest message that data consumers may receive, in bytes. Default 262144.
 * @param maxReceiveMessageSize Largest message that data producers may send, in bytes. Default 262144.
 * @param appData The application's own data; see {@link AppData}.
 */
public record DirectTransportOptions(
        long maxSendMessageSize, long maxReceiveMessageSize, Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public DirectTransportOptions {
        appData = AppData.normalize("appData", appData);
        if (maxSendMessageSize < 0 || maxSendMessageSize > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "maxSendMessageSize", maxSendMessageSize, "must be between 0 and 4294967295");
        }
        if (maxReceiveMessageSize < 0 || maxReceiveMessageSize > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "maxReceiveMessageSize", maxReceiveMessageSize, "must be between 0 and 4294967295");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private long maxSendMessageSize = 262_144;
        private long maxReceiveMessageSize = 262_144;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder() {}

        /**
         * Sets {@link DirectTransportOptions#maxSendMessageSize}: largest message that data consumers may receive, in
         * bytes. Default 262144.
         */
        public Builder maxSendMessageSize(long maxSendMessageSize) {
            this.maxSendMessageSize = maxSendMessageSize;
            return this;
        }

        /**
         * Sets {@link DirectTransportOptions#maxReceiveMessageSize}: largest message that data producers may send, in
         * bytes. Default 262144.
         */
        public Builder maxReceiveMessageSize(long maxReceiveMessageSize) {
            this.maxReceiveMessageSize = maxReceiveMessageSize;
            return this;
        }

        /** Sets {@link DirectTransportOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public DirectTransportOptions build() {
            return new DirectTransportOptions(maxSendMessageSize, maxReceiveMessageSize, appData);
        }
    }
}
