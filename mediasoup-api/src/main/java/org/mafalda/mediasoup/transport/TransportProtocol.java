package org.mafalda.mediasoup.transport;

/** The network protocol of a socket. */
public enum TransportProtocol {
    /** UDP (RFC 768). */
    UDP("udp"),
    /** TCP, framed as in RFC 4571. */
    TCP("tcp");

    private final String text;

    TransportProtocol(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
