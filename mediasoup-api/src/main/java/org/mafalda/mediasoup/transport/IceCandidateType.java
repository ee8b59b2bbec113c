package org.mafalda.mediasoup.transport;

/** The type of an ICE candidate (RFC 8445, section 4). A worker has host candidates alone. */
public enum IceCandidateType {
    /** An address of the box itself, or the announced one in its place. */
    HOST("host");

    private final String text;

    IceCandidateType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
