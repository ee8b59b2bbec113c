package org.mafalda.mediasoup.event;

/** What a producer can trace. */
public enum ProducerTraceEventType {
    /** A key frame arrived. */
    KEYFRAME("keyframe"),
    /** A full intra request was sent (RFC 5104). */
    FIR("fir"),
    /** A retransmission was requested (RFC 4585). */
    NACK("nack"),
    /** A picture loss indication was sent (RFC 4585). */
    PLI("pli"),
    /** An RTP packet arrived. */
    RTP("rtp"),
    /** A sender report arrived (RFC 3550). */
    SR("sr");

    private final String text;

    ProducerTraceEventType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
