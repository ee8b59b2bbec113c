package org.mafalda.mediasoup.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An address at which a WebRTC transport can be reached (RFC 8445, section 5.1). Immutable.
 *
 * @param foundation what candidates of the same kind and base have in common (RFC 8445, section 5.1.1.3)
 * @param priority the higher the better, 0 to 4294967295 (RFC 8445, section 5.1.2)
 * @param address IPv4 or IPv6 address, or the announced host name
 * @param protocol the network protocol
 * @param port port, 0 to 65535
 * @param type the type of the candidate
 * @param tcpType the type of a TCP candidate; null with UDP
 */
public record IceCandidate(
        String foundation,
        long priority,
        String address,
        TransportProtocol protocol,
        int port,
        IceCandidateType type,
        @Nullable IceCandidateTcpType tcpType) {

    /** Refuses nulls. */
    public IceCandidate {
        Objects.requireNonNull(foundation, "foundation");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(type, "type");
    }
}
