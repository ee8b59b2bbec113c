package org.mafalda.demo.conference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * Options of a {@link ConferenceServer}. Immutable.
 *
 * @param address Address on which the page is served. Default 127.0.0.1; browsers give camera and microphone to pages
 *     from localhost or over TLS alone.
 * @param port Port on which the page is served, 0 to 65535; 0: any free one. Default 8080.
 * @param mediaAddress Address of the media box on which its transports listen for the browsers' media. Default
 *     127.0.0.1.
 * @param announcedAddress What browsers are told in its place: IPv4, IPv6 or a host name. Default: the media address.
 * @param maxWorkers The most workers that the rooms share, at least 1. Default 2; a worker is started when a room opens
 *     and every worker has one already.
 */
public record ConferenceOptions(
        String address,
        int port,
        String mediaAddress,
        @Nullable String announcedAddress,
        int maxWorkers) {
    private static final int MAX_PORT = 65_535;

    /** All defaults. */
    public static final ConferenceOptions DEFAULT = builder().build();

    /** Checks the fields. */
    public ConferenceOptions {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(mediaAddress, "mediaAddress");
        if (port < 0 || port > MAX_PORT) {
            throw InvalidArgumentException.of("port", port, "must be between 0 and " + MAX_PORT);
        }
        if (maxWorkers < 1) {
            throw InvalidArgumentException.of("maxWorkers", maxWorkers, "must be at least 1");
        }
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private String address = "127.0.0.1";
        private int port = 8080;
        private String mediaAddress = "127.0.0.1";
        private @Nullable String announcedAddress;
        private int maxWorkers = 2;

        private Builder() {}

        /** Sets {@link ConferenceOptions#address}. Default 127.0.0.1. */
        public Builder address(String address) {
            this.address = address;
            return this;
        }

        /** Sets {@link ConferenceOptions#port}, 0 to 65535; 0: any free one. Default 8080. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Sets {@link ConferenceOptions#mediaAddress}. Default 127.0.0.1. */
        public Builder mediaAddress(String mediaAddress) {
            this.mediaAddress = mediaAddress;
            return this;
        }

        /** Sets {@link ConferenceOptions#announcedAddress}. Default: the media address. */
        public Builder announcedAddress(@Nullable String announcedAddress) {
            this.announcedAddress = announcedAddress;
            return this;
        }

        /** Sets {@link ConferenceOptions#maxWorkers}, at least 1. Default 2. */
        public Builder maxWorkers(int maxWorkers) {
            this.maxWorkers = maxWorkers;
            return this;
        }

        /** The checked options. */
        public ConferenceOptions build() {
            return new ConferenceOptions(address, port, mediaAddress, announcedAddress, maxWorkers);
        }
    }
}
