package org.mafalda.mediasoup;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.IpAddress;
import org.mafalda.mediasoup.transport.SrtpParameters;

/**
 * The remote side of a PlainTransport. Immutable. With comedia, only the SRTP parameters count.
 *
 * @param ip Remote address, IPv4 or IPv6.
 * @param port Remote port, 0 to 65535.
 * @param rtcpPort Remote RTCP port; only without RTCP multiplexing.
 * @param srtpParameters What the remote side encrypts with; required with SRTP.
 */
public record PlainTransportConnectOptions(
        @Nullable String ip,
        @Nullable Integer port,
        @Nullable Integer rtcpPort,
        @Nullable SrtpParameters srtpParameters) {

    /** Checks the fields. */
    public PlainTransportConnectOptions {
        if (ip != null) {
            IpAddress.requireLiteral("ip", ip);
        }
        if (port != null && (port < 0 || port > 65535)) {
            throw InvalidArgumentException.of("port", port, "must be between 0 and 65535");
        }
        if (rtcpPort != null && (rtcpPort < 0 || rtcpPort > 65535)) {
            throw InvalidArgumentException.of("rtcpPort", rtcpPort, "must be between 0 and 65535");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private @Nullable String ip;
        private @Nullable Integer port;
        private @Nullable Integer rtcpPort;
        private @Nullable SrtpParameters srtpParameters;

        private Builder() {}

        /** Sets {@link PlainTransportConnectOptions#ip}: remote address, IPv4 or IPv6. */
        public Builder ip(String ip) {
            this.ip = ip;
            return this;
        }

        /** Sets {@link PlainTransportConnectOptions#port}: remote port, 0 to 65535. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Sets {@link PlainTransportConnectOptions#rtcpPort}: remote RTCP port; only without RTCP multiplexing. */
        public Builder rtcpPort(int rtcpPort) {
            this.rtcpPort = rtcpPort;
            return this;
        }

        /**
         * Sets {@link PlainTransportConnectOptions#srtpParameters}: what the remote side encrypts with; required with
         * SRTP.
         */
        public Builder srtpParameters(SrtpParameters srtpParameters) {
            this.srtpParameters = srtpParameters;
            return this;
        }

        /** The checked options. */
        public PlainTransportConnectOptions build() {
            return new PlainTransportConnectOptions(ip, port, rtcpPort, srtpParameters);
        }
    }
}
