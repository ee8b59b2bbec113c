package org.mafalda.mediasoup.transport;

/** The type of a TCP candidate (RFC 6544, section 4.5). A worker has passive ones alone. */
public enum IceCandidateTcpType {
    /** Waits for connections. */
    PASSIVE("passive");

    private final String text;

    IceCandidateTcpType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
