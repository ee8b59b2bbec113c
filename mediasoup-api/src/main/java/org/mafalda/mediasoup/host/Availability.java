package org.mafalda.mediasoup.host;

/** How well an object can be reached. */
public enum Availability {
    /** It answers. */
    AVAILABLE("available"),
    /** It has not answered for a while: calls wait, nothing new is placed there. */
    SUSPECT("suspect"),
    /** It is given up. */
    LOST("lost");

    private final String text;

    Availability(String text) {
        this.text = text;
    }

    /** Its name in lower case. */
    @Override
    public String toString() {
        return text;
    }
}
