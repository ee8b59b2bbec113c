package org.mafalda.mediasoup;

/** How the messages of a data producer arrive. */
public enum DataProducerType {
    /** Over an SCTP stream. */
    SCTP("sctp"),
    /** From the application, through a direct transport. */
    DIRECT("direct");

    private final String text;

    DataProducerType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
