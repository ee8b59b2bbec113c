package org.mafalda.mediasoup;

/** The kinds of transports. */
public enum TransportType {
    /** ICE and DTLS, for browsers. */
    WEBRTC("webrtc"),
    /** Plain RTP or SRTP, for other media tools. */
    PLAIN("plain"),
    /** Between two routers. */
    PIPE("pipe"),
    /** Between a router and the application's own process. */
    DIRECT("direct");

    private final String text;

    TransportType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
