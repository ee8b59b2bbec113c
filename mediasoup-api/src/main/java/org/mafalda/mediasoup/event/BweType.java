package org.mafalda.mediasoup.event;

/** The source of a bandwidth estimation. */
public enum BweType {
    /** Transport-wide congestion control (draft-holmer-rmcat-transport-wide-cc-extensions). */
    TRANSPORT_CC("transport-cc"),
    /** Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb). */
    REMB("remb");

    private final String text;

    BweType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
