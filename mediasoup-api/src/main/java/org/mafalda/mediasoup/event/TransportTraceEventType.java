package org.mafalda.mediasoup.event;

/** What a transport can trace. */
public enum TransportTraceEventType {
    /** A probation packet was sent, to find out how much bitrate is available. */
    PROBATION("probation"),
    /** The estimate of the available bitrate changed. */
    BWE("bwe");

    private final String text;

    TransportTraceEventType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
