package org.mafalda.mediasoup;

/** How a consumer forwards the RTP streams of its producer. */
public enum ConsumerType {
    /** The producer's single RTP stream. */
    SIMPLE("simple"),
    /** One of the producer's RTP streams at a time, chosen by layer. */
    SIMULCAST("simulcast"),
    /** The producer's single RTP stream, reduced to the chosen layers. */
    SVC("svc"),
    /** All RTP streams of the producer, as they are. */
    PIPE("pipe");

    private final String text;

    ConsumerType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
