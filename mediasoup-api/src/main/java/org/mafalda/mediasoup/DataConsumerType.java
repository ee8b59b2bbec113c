package org.mafalda.mediasoup;

/** How the messages of a data consumer leave. */
public enum DataConsumerType {
    /** Over an SCTP stream. */
    SCTP("sctp"),
    /** To the application, through a direct transport. */
    DIRECT("direct");

    private final String text;

    DataConsumerType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
