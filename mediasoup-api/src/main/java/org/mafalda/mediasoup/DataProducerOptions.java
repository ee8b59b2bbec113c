package org.mafalda.mediasoup;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/**
 * Options of a new data producer. Immutable.
 *
 * @param id Id of the data producer; only for pipes, where both sides share one. Default: a random UUID.
 * @param sctpStreamParameters The SCTP stream of the endpoint; required but on a DirectTransport, where it is ignored.
 * @param label Label, to tell data channels apart (RFC 8832). Default empty.
 * @param protocol Name of the sub-protocol (RFC 8832). Default empty.
 * @param paused Whether it starts paused. Default false.
 * @param appData The application's own data; see {@link AppData}.
 */
public record DataProducerOptions(
        @Nullable String id,
        @Nullable SctpStreamParameters sctpStreamParameters,
        String label,
        String protocol,
        boolean paused,
        Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public DataProducerOptions {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(protocol, "protocol");
        appData = AppData.normalize("appData", appData);
        if (id != null && id.isEmpty()) {
            throw InvalidArgumentException.of("id", id, "must not be empty");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private @Nullable String id;
        private @Nullable SctpStreamParameters sctpStreamParameters;
        private String label = "";
        private String protocol = "";
        private boolean paused;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder() {}

        /**
         * Sets {@link DataProducerOptions#id}: id of the data producer; only for pipes, where both sides share one.
         * Default: a random UUID.
         */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /**
         * Sets {@link DataProducerOptions#sctpStreamParameters}: the SCTP stream of the endpoint; required but on a
         * DirectTransport, where it is ignored.
         */
        public Builder sctpStreamParameters(SctpStreamParameters sctpStreamParameters) {
            this.sctpStreamParameters = sctpStreamParameters;
            return this;
        }

        /** Sets {@link DataProducerOptions#label}: label, to tell data channels apart (RFC 8832). Default empty. */
        public Builder label(String label) {
            this.label = label;
            return this;
        }

        /** Sets {@link DataProducerOptions#protocol}: name of the sub-protocol (RFC 8832). Default empty. */
        public Builder protocol(String protocol) {
            this.protocol = protocol;
            return this;
        }

        /** Sets {@link DataProducerOptions#paused}: whether it starts paused. Default false. */
        public Builder paused(boolean paused) {
            this.paused = paused;
            return this;
        }

        /** Sets {@link DataProducerOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public DataProducerOptions build() {
            return new DataProducerOptions(id, sctpStreamParameters, label, protocol, paused, appData);
        }
    }
}
