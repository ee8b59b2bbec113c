package org.mafalda.mediasoup.transport;

/** The role in ICE (RFC 8445, section 6.1.1). A worker is an ICE Lite agent and always controlled. */
public enum IceRole {
    /** The other side nominates the pair. */
    CONTROLLED("controlled"),
    /** This side nominates the pair. */
    CONTROLLING("controlling");

    private final String text;

    IceRole(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
