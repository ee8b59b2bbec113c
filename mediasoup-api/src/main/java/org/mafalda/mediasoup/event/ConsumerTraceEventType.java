package org.mafalda.mediasoup.event;

/** What a consumer can trace. */
public enum ConsumerTraceEventType {
    /** A key frame was sent. */
    KEYFRAME("keyframe"),
    /** A full intra request arrived (RFC 5104). */
    FIR("fir"),
    /** A retransmission request arrived (RFC 4585). */
    NACK("nack"),
    /** A picture loss indication arrived (RFC 4585). */
    PLI("pli"),
    /** An RTP packet was sent. */
    RTP("rtp");

    private final String text;

    ConsumerTraceEventType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
