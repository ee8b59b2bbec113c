package org.mafalda.rope.protocol;

/** Hears what comes over a {@link Connection}: one call at a time, in order. Must not block. */
public interface ConnectionListener {
    /** A frame has come. The bytes belong to the listener from now on: nobody changes them any more. */
    void frame(byte[] bytes, int offset, int length);

    /** Bytes of the longest frame that is of use now; a longer one is given to {@link #frame} in part or whole. */
    default int maxFrame() {
        return Integer.MAX_VALUE;
    }

    /** The other end has given a sign of life: a part of a frame, or the answer to a {@link Connection#ping}. */
    default void heard() {}

    /** All that was given to {@link Connection#send} is written. Only after there was a backlog. */
    default void drained() {}

    /** The connection has ended, for whatever reason; the last call, and there is exactly one. */
    void closed(int code, String reason);
}
