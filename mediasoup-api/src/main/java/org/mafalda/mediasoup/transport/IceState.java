package org.mafalda.mediasoup.transport;

/** The ICE state of a WebRTC transport. */
public enum IceState {
    /** No binding request has arrived. */
    NEW("new"),
    /** A valid binding request has arrived. */
    CONNECTED("connected"),
    /** A pair is nominated (USE-CANDIDATE arrived). */
    COMPLETED("completed"),
    /** Consent has expired (RFC 7675), or all TCP connections are gone. */
    DISCONNECTED("disconnected"),
    /** The transport is closed. */
    CLOSED("closed");

    private final String text;

    IceState(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
