package org.mafalda.mediasoup;

/** Parts of the worker whose debug logs can be switched on. */
public enum WorkerLogTag {
    /** Software and library versions, configuration. */
    INFO("info"),
    /** ICE. */
    ICE("ice"),
    /** DTLS. */
    DTLS("dtls"),
    /** RTP. */
    RTP("rtp"),
    /** SRTP. */
    SRTP("srtp"),
    /** RTCP. */
    RTCP("rtcp"),
    /** Retransmissions and packet loss. */
    RTX("rtx"),
    /** Bandwidth estimation. */
    BWE("bwe"),
    /** Scores of producers and consumers. */
    SCORE("score"),
    /** Simulcast. */
    SIMULCAST("simulcast"),
    /** SVC. */
    SVC("svc"),
    /** SCTP. */
    SCTP("sctp"),
    /** Channel messages. */
    MESSAGE("message");

    private final String text;

    WorkerLogTag(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
