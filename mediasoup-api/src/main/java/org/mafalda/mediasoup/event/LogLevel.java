package org.mafalda.mediasoup.event;

/** How grave a log line is. */
public enum LogLevel {
    /** Detail. */
    DEBUG("debug"),
    /** Something unexpected that was dealt with. */
    WARN("warn"),
    /** Something that failed. */
    ERROR("error");

    private final String text;

    LogLevel(String text) {
        this.text = text;
    }

    /** Its name in lower case. */
    @Override
    public String toString() {
        return text;
    }
}
