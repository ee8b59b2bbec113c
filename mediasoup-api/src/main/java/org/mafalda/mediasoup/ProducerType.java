package org.mafalda.mediasoup;

/** What a producer's RTP streams are to each other. */
public enum ProducerType {
    /** A single RTP stream without spatial or temporal layers. */
    SIMPLE("simple"),
    /** Two or more RTP streams, one for each encoding. */
    SIMULCAST("simulcast"),
    /** A single RTP stream with spatial or temporal layers. */
    SVC("svc");

    private final String text;

    ProducerType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
