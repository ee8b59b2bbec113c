package org.mafalda.rope.protocol.session;

import java.util.Set;

/**
 * How many numbered messages have come from the other side of a session, and when it is to hear of that.
 *
 * <p>Messages are counted on one thread at a time; the rest may be called on any.
 */
public final class Receipts {
    /** The other side is told at the latest after so many messages. */
    private static final int MESSAGES = 256;
    /** The other side is told at the latest after so many bytes. */
    private static final long BYTES = 256 * 1024;
    /** Notifications without a number. */
    private static final Set<String> CONTROL = Set.of("rope.ack", "rope.fault", "rope.bye");

    private volatile long count;
    private volatile long bytes;
    private volatile long frames;
    private volatile long toldCount;
    private volatile long toldBytes;

    /** A frame has come; its messages are counted one by one. */
    public void frame(int length) {
        long total = bytes + length;
        bytes = total;
        long next = frames + 1;
        frames = next;
    }

    /** A message with a number has come: a request, an answer, or something that is no valid message. */
    public void message() {
        long next = count + 1;
        count = next;
    }

    /** A notification has come, which may have a number. */
    public void notification(String method, boolean lossy) {
        if (!lossy && !CONTROL.contains(method)) {
            message();
        }
    }

    /** How many numbered messages have come. */
    public long count() {
        return count;
    }

    /** How many frames have come. */
    public long frames() {
        return frames;
    }

    /** Bytes of the frames that have come. */
    public long bytes() {
        return bytes;
    }

    /** Whether the other side is to be told now. */
    public boolean isDue() {
        return count - toldCount >= MESSAGES || (count > toldCount && bytes - toldBytes >= BYTES);
    }

    /** The count to tell the other side now. */
    public long tell() {
        toldBytes = bytes;
        toldCount = count;
        return toldCount;
    }
}
