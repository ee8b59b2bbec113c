package org.mafalda.mediasoup.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * Where a transport or a WebRtcServer listens. Immutable.
 *
 * @param protocol the network protocol
 * @param ip the IPv4 or IPv6 address to bind to, as a literal
 * @param announcedAddress the IPv4 or IPv6 address or the host name that the other side is told in place of {@code ip},
 *     as a box behind a NAT needs it; null: {@code ip} itself
 * @param exposeInternalIp whether {@code ip} becomes an ICE candidate too when there is an announced address; default
 *     false
 * @param port the port, 0 to 65535; default 0: the worker chooses one
 * @param portRange the ports to choose from; null: the worker's own range
 * @param flags socket flags; default: none
 * @param sendBufferSize the socket's send buffer, in bytes; default 0: that of the operating system
 * @param recvBufferSize the socket's receive buffer, in bytes; default 0: that of the operating system
 */
public record TransportListenInfo(
        TransportProtocol protocol,
        String ip,
        @Nullable String announcedAddress,
        boolean exposeInternalIp,
        int port,
        @Nullable TransportPortRange portRange,
        TransportSocketFlags flags,
        int sendBufferSize,
        int recvBufferSize) {

    /** Checks addresses and ranges; a port and a port range exclude each other. */
    public TransportListenInfo {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(flags, "flags");
        IpAddress.requireLiteral("ip", ip);
        if (announcedAddress != null) {
            IpAddress.requireLiteralOrHostName("announcedAddress", announcedAddress);
        }
        Port.check("port", port);
        if (port != 0 && portRange != null && portRange.given()) {
            throw InvalidArgumentException.of("port", port, "must not be given together with portRange");
        }
        checkBufferSize("sendBufferSize", sendBufferSize);
        checkBufferSize("recvBufferSize", recvBufferSize);
    }

    /** A listen info with the defaults. */
    public static TransportListenInfo of(TransportProtocol protocol, String ip) {
        return builder(protocol, ip).build();
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder(TransportProtocol protocol, String ip) {
        return new Builder(protocol, ip);
    }

    /** Starts with the fields of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    private static void checkBufferSize(String field, int size) {
        if (size < 0) {
            throw InvalidArgumentException.of(field, size, "must not be negative");
        }
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private TransportProtocol protocol;
        private String ip;
        private @Nullable String announcedAddress;
        private boolean exposeInternalIp;
        private int port;
        private @Nullable TransportPortRange portRange;
        private TransportSocketFlags flags = TransportSocketFlags.NONE;
        private int sendBufferSize;
        private int recvBufferSize;

        private Builder(TransportProtocol protocol, String ip) {
            this.protocol = protocol;
            this.ip = ip;
        }

        private Builder(TransportListenInfo from) {
            protocol = from.protocol;
            ip = from.ip;
            announcedAddress = from.announcedAddress;
            exposeInternalIp = from.exposeInternalIp;
            port = from.port;
            portRange = from.portRange;
            flags = from.flags;
            sendBufferSize = from.sendBufferSize;
            recvBufferSize = from.recvBufferSize;
        }

        /** Sets {@link TransportListenInfo#protocol}. */
        public Builder protocol(TransportProtocol protocol) {
            this.protocol = protocol;
            return this;
        }

        /** Sets {@link TransportListenInfo#ip}: a literal IPv4 or IPv6 address. */
        public Builder ip(String ip) {
            this.ip = ip;
            return this;
        }

        /** Sets {@link TransportListenInfo#announcedAddress}: IPv4, IPv6 or a host name. */
        public Builder announcedAddress(@Nullable String announcedAddress) {
            this.announcedAddress = announcedAddress;
            return this;
        }

        /** Sets {@link TransportListenInfo#exposeInternalIp}. Default false. */
        public Builder exposeInternalIp(boolean exposeInternalIp) {
            this.exposeInternalIp = exposeInternalIp;
            return this;
        }

        /** Sets {@link TransportListenInfo#port}, 0 to 65535. Default 0: the worker chooses. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Sets {@link TransportListenInfo#portRange}. Default: the worker's own range. */
        public Builder portRange(@Nullable TransportPortRange portRange) {
            this.portRange = portRange;
            return this;
        }

        /** Sets {@link TransportListenInfo#flags}. Default: none. */
        public Builder flags(TransportSocketFlags flags) {
            this.flags = flags;
            return this;
        }

        /** Sets {@link TransportListenInfo#sendBufferSize}, in bytes. Default 0: that of the operating system. */
        public Builder sendBufferSize(int sendBufferSize) {
            this.sendBufferSize = sendBufferSize;
            return this;
        }

        /** Sets {@link TransportListenInfo#recvBufferSize}, in bytes. Default 0: that of the operating system. */
        public Builder recvBufferSize(int recvBufferSize) {
            this.recvBufferSize = recvBufferSize;
            return this;
        }

        /** The checked listen info. */
        public TransportListenInfo build() {
            return new TransportListenInfo(
                    protocol,
                    ip,
                    announcedAddress,
                    exposeInternalIp,
                    port,
                    portRange,
                    flags,
                    sendBufferSize,
                    recvBufferSize);
        }
    }
}
