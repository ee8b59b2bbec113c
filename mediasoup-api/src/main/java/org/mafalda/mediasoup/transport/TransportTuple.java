package org.mafalda.mediasoup.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a transport's flow. Immutable.
 *
 * @param localAddress the listening address, or the announced one in its place: IPv4, IPv6 or a host name
 * @param localPort local port, 0 to 65535
 * @param remoteIp remote IPv4 or IPv6 address; null until it is known
 * @param remotePort remote port, 0 to 65535; null until it is known
 * @param protocol the network protocol
 */
public record TransportTuple(
        String localAddress,
        int localPort,
        @Nullable String remoteIp,
        @Nullable Integer remotePort,
        TransportProtocol protocol) {

    /** Refuses nulls. */
    public TransportTuple {
        Objects.requireNonNull(localAddress, "localAddress");
        Objects.requireNonNull(protocol, "protocol");
    }
}
