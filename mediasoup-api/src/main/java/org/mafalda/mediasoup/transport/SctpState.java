package org.mafalda.mediasoup.transport;

/** The state of a transport's SCTP association (RFC 9260). */
public enum SctpState {
    /** Not started. */
    NEW("new"),
    /** The handshake is on its way. */
    CONNECTING("connecting"),
    /** Data messages can flow. */
    CONNECTED("connected"),
    /** The handshake failed. */
    FAILED("failed"),
    /** Ended, by either side. */
    CLOSED("closed");

    private final String text;

    SctpState(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
