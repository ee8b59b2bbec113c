package org.mafalda.mediasoup.transport;

/** The role in the DTLS handshake (RFC 5763, section 5). */
public enum DtlsRole {
    /** Not decided yet; the worker becomes the client when it connects. */
    AUTO("auto"),
    /** Sends the ClientHello. */
    CLIENT("client"),
    /** Waits for the ClientHello. */
    SERVER("server");

    private final String text;

    DtlsRole(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
