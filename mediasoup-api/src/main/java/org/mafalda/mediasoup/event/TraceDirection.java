package org.mafalda.mediasoup.event;

/** Which way a traced packet went. */
public enum TraceDirection {
    /** Received by the worker. */
    IN("in"),
    /** Sent by the worker. */
    OUT("out");

    private final String text;

    TraceDirection(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
