package org.mafalda.mediasoup;

/**
 * Sizes of an SCTP association; the component names are those of mediasoup without their prefix {@code sctp}.
 * Immutable.
 *
 * @param maxSendMessageSize Largest message that data consumers may send, in bytes. Default 262144.
 * @param maxReceiveMessageSize Largest message that data producers may receive, in bytes. Default 262144.
 * @param sendBufferSize Send buffer of all data consumers together, in bytes. Default 2000000.
 * @param perStreamSendQueueLimit Send queue of each stream, in bytes. Default 2000000.
 * @param maxReceiverWindowBufferSize Receive window, in bytes. Default 5242880.
 * @param defaultStreamBufferedAmountLowThreshold Initial {@code bufferedAmountLowThreshold} of data consumers, in
 *     bytes. Default 1024.
 */
public record SctpOptions(
        long maxSendMessageSize,
        long maxReceiveMessageSize,
        long sendBufferSize,
        long perStreamSendQueueLimit,
        long maxReceiverWindowBufferSize,
        long defaultStreamBufferedAmountLowThreshold) {

    /** Checks the fields. */
    public SctpOptions {
        if (maxSendMessageSize < 0 || maxSendMessageSize > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "maxSendMessageSize", maxSendMessageSize, "must be between 0 and 4294967295");
        }
        if (maxReceiveMessageSize < 0 || maxReceiveMessageSize > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "maxReceiveMessageSize", maxReceiveMessageSize, "must be between 0 and 4294967295");
        }
        if (sendBufferSize < 0 || sendBufferSize > 4_294_967_295L) {
            throw InvalidArgumentException.of("sendBufferSize", sendBufferSize, "must be between 0 and 4294967295");
        }
        if (perStreamSendQueueLimit < 0 || perStreamSendQueueLimit > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "perStreamSendQueueLimit", perStreamSendQueueLimit, "must be between 0 and 4294967295");
        }
        if (maxReceiverWindowBufferSize < 0 || maxReceiverWindowBufferSize > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "maxReceiverWindowBufferSize", maxReceiverWindowBufferSize, "must be between 0 and 4294967295");
        }
        if (defaultStreamBufferedAmountLowThreshold < 0 || defaultStreamBufferedAmountLowThreshold > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "defaultStreamBufferedAmountLowThreshold",
                    defaultStreamBufferedAmountLowThreshold,
                    "must be between 0 and 4294967295");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** mediasoup's defaults. */
    public static final SctpOptions DEFAULT = builder().build();

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private long maxSendMessageSize = 262_144;
        private long maxReceiveMessageSize = 262_144;
        private long sendBufferSize = 2_000_000;
        private long perStreamSendQueueLimit = 2_000_000;
        private long maxReceiverWindowBufferSize = 5_242_880;
        private long defaultStreamBufferedAmountLowThreshold = 1_024;

        private Builder() {}

        /**
         * Sets {@link SctpOptions#maxSendMessageSize}: largest message that data consumers may send, in bytes. Default
         * 262144.
         */
        public Builder maxSendMessageSize(long maxSendMessageSize) {
            this.maxSendMessageSize = maxSendMessageSize;
            return this;
        }

        /**
         * Sets {@link SctpOptions#maxReceiveMessageSize}: largest message that data producers may receive, in bytes.
         * Default 262144.
         */
        public Builder maxReceiveMessageSize(long maxReceiveMessageSize) {
            this.maxReceiveMessageSize = maxReceiveMessageSize;
            return this;
        }

        /**
         * Sets {@link SctpOptions#sendBufferSize}: send buffer of all data consumers together, in bytes. Default
         * 2000000.
         */
        public Builder sendBufferSize(long sendBufferSize) {
            this.sendBufferSize = sendBufferSize;
            return this;
        }

        /** Sets {@link SctpOptions#perStreamSendQueueLimit}: send queue of each stream, in bytes. Default 2000000. */
        public Builder perStreamSendQueueLimit(long perStreamSendQueueLimit) {
            this.perStreamSendQueueLimit = perStreamSendQueueLimit;
            return this;
        }

        /** Sets {@link SctpOptions#maxReceiverWindowBufferSize}: receive window, in bytes. Default 5242880. */
        public Builder maxReceiverWindowBufferSize(long maxReceiverWindowBufferSize) {
            this.maxReceiverWindowBufferSize = maxReceiverWindowBufferSize;
            return this;
        }

        /**
         * Sets {@link SctpOptions#defaultStreamBufferedAmountLowThreshold}: initial {@code bufferedAmountLowThreshold}
         * of data consumers, in bytes. Default 1024.
         */
        public Builder defaultStreamBufferedAmountLowThreshold(long defaultStreamBufferedAmountLowThreshold) {
            this.defaultStreamBufferedAmountLowThreshold = defaultStreamBufferedAmountLowThreshold;
            return this;
        }

        /** The checked options. */
        public SctpOptions build() {
            return new SctpOptions(
                    maxSendMessageSize,
                    maxReceiveMessageSize,
                    sendBufferSize,
                    perStreamSendQueueLimit,
                    maxReceiverWindowBufferSize,
                    defaultStreamBufferedAmountLowThreshold);
        }
    }
}
