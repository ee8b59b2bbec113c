package org.mafalda.mediasoup.transport;

/**
 * Flags of a listening socket. Immutable.
 *
 * @param ipv6Only whether an IPv6 socket refuses IPv4 (RFC 3493, section 5.3); default false
 * @param udpReusePort whether several UDP transports may bind to the same address and port, as multicast needs; default
 *     false
 */
public record TransportSocketFlags(boolean ipv6Only, boolean udpReusePort) {
    /** No flag is set. */
    public static final TransportSocketFlags NONE = new TransportSocketFlags(false, false);
}
