package org.mafalda.mediasoup.dump;

/**
 * A bound socket. Immutable.
 *
 * @param ip IPv4 or IPv6 address
 * @param port port, 0 to 65535
 */
public record IpPort(String ip, int port) {}
