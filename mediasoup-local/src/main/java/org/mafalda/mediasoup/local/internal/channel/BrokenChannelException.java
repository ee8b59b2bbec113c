package org.mafalda.mediasoup.local.internal.channel;

/** The process on the other side does not speak the worker's language; the conversation cannot go on. */
public final class BrokenChannelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public BrokenChannelException(String message) {
        super(message);
    }

    /** What was wrong, and how it showed. */
    public BrokenChannelException(String message, Throwable cause) {
        super(message, cause);
    }
}
