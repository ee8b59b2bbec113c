package org.mafalda.mediasoup.transport;

/** The DTLS state of a WebRTC transport. */
public enum DtlsState {
    /** Waits for the remote parameters. */
    NEW("new"),
    /** The handshake is on its way. */
    CONNECTING("connecting"),
    /** The handshake is done: media can flow. */
    CONNECTED("connected"),
    /** The handshake failed. */
    FAILED("failed"),
    /** Ended by either side, or the transport is closed. */
    CLOSED("closed");

    private final String text;

    DtlsState(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
