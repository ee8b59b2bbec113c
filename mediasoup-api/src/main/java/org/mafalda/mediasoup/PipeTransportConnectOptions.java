package org.mafalda.mediasoup;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.IpAddress;
import org.mafalda.mediasoup.transport.SrtpParameters;

/**
 * The remote side of a PipeTransport. Immutable.
 *
 * @param ip Remote address, IPv4 or IPv6.
 * @param port Remote port, 0 to 65535.
 * @param srtpParameters What the remote side encrypts with; required with SRTP.
 */
public record PipeTransportConnectOptions(
        String ip, int port, @Nullable SrtpParameters srtpParameters) {

    /** Checks the fields. */
    public PipeTransportConnectOptions {
        IpAddress.requireLiteral("ip", ip);
        if (port < 0 || port > 65535) {
            throw InvalidArgumentException.of("port", port, "must be between 0 and 65535");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder(String ip, int port) {
        return new Builder(ip, port);
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private final String ip;
        private final int port;
        private @Nullable SrtpParameters srtpParameters;

        private Builder(String ip, int port) {
            this.ip = ip;
            this.port = port;
        }

        /**
         * Sets {@link PipeTransportConnectOptions#srtpParameters}: what the remote side encrypts with; required with
         * SRTP.
         */
        public Builder srtpParameters(SrtpParameters srtpParameters) {
            this.srtpParameters = srtpParameters;
            return this;
        }

        /** The checked options. */
        public PipeTransportConnectOptions build() {
            return new PipeTransportConnectOptions(ip, port, srtpParameters);
        }
    }
}
