package org.mafalda.rope.protocol.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Connection;

/**
 * What one side of a session sends, over one connection after the other: written at once while the connection takes it,
 * gathered into fewer frames while it does not, and kept until the other side has acknowledged it.
 *
 * <p>Not thread-safe, except for {@link #isWaiting}.
 */
public final class Outbound {
    /** A frame of several messages is not made longer than this. */
    private static final int GATHERED_BYTES = 64 * 1024;
    /** A connection that took everything is given so much before it is asked again. */
    private static final long ROUND_BYTES = 256 * 1024;

    private final long lossyBacklog;
    private final Consumer<? super Outgoing> acknowledged;
    private final SendQueue queue = new SendQueue();
    private final Journal journal = new Journal();
    private @Nullable Connection connection;
    private int gatheredBytes = GATHERED_BYTES;
    private volatile boolean waiting;
    private long frames;
    private long sentBytes;
    private long dropped;

    /**
     * Without a connection.
     *
     * @param lossyBacklog lossy messages are dropped while more bytes than that are not written
     * @param acknowledged is given each message that has arrived for certain
     */
    public Outbound(long lossyBacklog, Consumer<? super Outgoing> acknowledged) {
        this.lossyBacklog = lossyBacklog;
        this.acknowledged = acknowledged;
    }

    // ---- connections

    /**
     * Goes on with that connection: what the other side has not received is sent again, then what waits.
     *
     * @param received how many numbered messages the other side has received; {@link #canResumeAfter} holds
     * @param maxFrame bytes of the longest frame that the other side takes
     */
    public void attach(Connection to, long received, int maxFrame) {
        journal.acknowledge(received, acknowledged);
        queue.putBack(journal.takeBack());
        connection = to;
        gatheredBytes = Math.min(GATHERED_BYTES, maxFrame);
        flush();
    }

    /** The connection is over; what comes waits for the next one. */
    public void detach() {
        connection = null;
        queue.dropUnnumbered();
    }

    /** Whether all is here that follows the first {@code received} numbered messages. */
    public boolean canResumeAfter(long received) {
        return journal.reachesBackTo(received);
    }

    // ---- messages

    /**
     * Sends a message, now or as soon as the connection takes it; false if it was dropped. Fails with what the
     * connection throws.
     */
    public boolean send(Outgoing message) {
        boolean taken = add(message);
        flush();
        return taken;
    }

    /**
     * Takes a message that is sent with the next {@link #flush}, or at once if enough for a frame has come together;
     * false if it was dropped. Fails with what the connection throws.
     */
    public boolean add(Outgoing message) {
        if (message.isLossy() && (connection == null || unwritten() > lossyBacklog)) {
            dropped++;
            return false;
        }
        if (!message.isNumbered() && connection == null) {
            return false;
        }
        Connection to = connection;
        boolean behind = to == null || waiting || to.backlog() > 0;
        queue.add(message, behind);
        if (!behind && queue.bytes() >= gatheredBytes) {
            flush();
        }
        return true;
    }

    /** Sends what waits, as far as the connection takes it; to be called when it has written what it had. */
    public void flush() {
        Connection to = connection;
        // True before the connection is asked: what it writes afterwards is followed by a flush.
        waiting = true;
        while (to != null && !queue.isEmpty() && to.backlog() == 0) {
            do {
                sendFrame(to);
            } while (!queue.isEmpty() && to.backlog() < ROUND_BYTES);
        }
        waiting = !queue.isEmpty();
    }

    private void sendFrame(Connection to) {
        List<byte[]> frame = new ArrayList<>();
        long length = 0;
        for (Outgoing next = queue.peek();
                next != null && (frame.isEmpty() || length + next.length() < gatheredBytes);
                next = queue.peek()) {
            queue.poll();
            if (next.leave()) {
                frame.add(next.bytes());
                length += next.length() + 1;
                if (next.isNumbered()) {
                    journal.add(next);
                }
            }
        }
        if (!frame.isEmpty()) {
            byte[] joined = to.codec().join(frame);
            frames++;
            sentBytes += joined.length;
            to.send(joined);
        }
    }

    /**
     * The other side has received so many numbered messages.
     *
     * @throws IllegalArgumentException if that is more than were sent
     */
    public void acknowledge(long count) {
        journal.acknowledge(count, acknowledged);
    }

    /** Drops everything: the session is over. */
    public void forget() {
        connection = null;
        queue.drain();
        journal.takeBack();
        waiting = false;
    }

    /** Takes out what has not been sent at all. */
    public List<Outgoing> takeWaiting() {
        List<Outgoing> all = queue.drain();
        waiting = false;
        return all;
    }

    // ---- measures

    /** Whether something waits until the connection has written what it has, not just for a flush. On any thread. */
    public boolean isWaiting() {
        return waiting;
    }

    /** How many frames were sent. */
    public long frames() {
        return frames;
    }

    /** Bytes of the frames that were sent. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Bytes that are not written yet. */
    public long unwritten() {
        Connection to = connection;
        return queue.bytes() + (to == null ? 0 : to.backlog());
    }

    /** Bytes that are kept: what waits, and what is not acknowledged. */
    public long kept() {
        return queue.bytes() + journal.bytes();
    }

    /** How many lossy messages were dropped. */
    public long dropped() {
        return dropped;
    }

    /** How many messages gave way to later ones of the same kind. */
    public long coalesced() {
        return queue.replaced();
    }
}
