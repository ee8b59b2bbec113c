package org.mafalda.mediasoup.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.host.GeoPosition;

/**
 * What a {@link LocalMediasoup} cannot find out by itself. Immutable.
 *
 * @param boxId unique name of this machine. Default: its host name
 * @param labels what the operator says of this machine, for placement. Default: none
 * @param position where it stands. Default: unknown
 * @param mediaAddresses addresses or host names under which endpoints reach it; announced for transports that listen on
 *     {@code 0.0.0.0} or {@code ::} and announce nothing themselves. Default: none
 * @param pipeAddresses addresses on which other machines reach it. Default: 127.0.0.1
 * @param workerStartTimeout how long a worker may take to come up. Default: 20 s
 */
public record LocalMediasoupOptions(
        String boxId,
        Map<String, String> labels,
        @Nullable GeoPosition position,
        List<String> mediaAddresses,
        List<String> pipeAddresses,
        Duration workerStartTimeout) {
    /** Checks the fields. */
    public LocalMediasoupOptions {
        Objects.requireNonNull(boxId, "boxId");
        labels = Map.copyOf(labels);
        mediaAddresses = List.copyOf(mediaAddresses);
        pipeAddresses = List.copyOf(pipeAddresses);
        if (workerStartTimeout.isNegative() || workerStartTimeout.isZero()) {
            throw InvalidArgumentException.of("workerStartTimeout", workerStartTimeout, "must be above 0");
        }
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private String boxId = Hosts.localName();
        private Map<String, String> labels = Map.of();
        private @Nullable GeoPosition position;
        private List<String> mediaAddresses = List.of();
        private List<String> pipeAddresses = List.of("127.0.0.1");
        private Duration workerStartTimeout = Duration.ofSeconds(20);

        private Builder() {}

        /** Sets {@link LocalMediasoupOptions#boxId}. */
        public Builder boxId(String boxId) {
            this.boxId = boxId;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#labels}. */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#position}. */
        public Builder position(GeoPosition position) {
            this.position = position;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#mediaAddresses}. */
        public Builder mediaAddresses(List<String> mediaAddresses) {
            this.mediaAddresses = mediaAddresses;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#pipeAddresses}. */
        public Builder pipeAddresses(List<String> pipeAddresses) {
            this.pipeAddresses = pipeAddresses;
            return this;
        }

        /** Sets {@link LocalMediasoupOptions#workerStartTimeout}. */
        public Builder workerStartTimeout(Duration workerStartTimeout) {
            this.workerStartTimeout = workerStartTimeout;
            return this;
        }

        /** The checked options. */
        public LocalMediasoupOptions build() {
            return new LocalMediasoupOptions(
                    boxId, labels, position, mediaAddresses, pipeAddresses, workerStartTimeout);
        }
    }
}
