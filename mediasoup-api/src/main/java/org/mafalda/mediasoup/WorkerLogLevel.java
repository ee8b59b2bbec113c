package org.mafalda.mediasoup;

/** What the worker logs. */
public enum WorkerLogLevel {
    /** Everything that its tags select. */
    DEBUG("debug"),
    /** Warnings and errors. */
    WARN("warn"),
    /** Errors; the default. */
    ERROR("error"),
    /** Nothing. */
    NONE("none");

    private final String text;

    WorkerLogLevel(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
