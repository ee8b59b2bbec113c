package org.mafalda.rope.protocol.session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * The numbered messages of one direction of a session that were sent and are not acknowledged, in the order of their
 * numbers. Not thread-safe.
 */
final class Journal {
    /** A queue that has grown longer is not kept when it is empty. */
    private static final int KEPT_CAPACITY = 1024;

    private ArrayDeque<Outgoing> messages = new ArrayDeque<>();
    private long acknowledged;
    private long bytes;
    private int longest;

    /** Numbers a message. */
    void add(Outgoing message) {
        messages.add(message);
        bytes += message.length();
        longest = Math.max(longest, messages.size());
    }

    /** How many messages were numbered. */
    long sent() {
        return acknowledged + messages.size();
    }

    /** Whether everything that follows the first {@code count} messages is here. */
    boolean reachesBackTo(long count) {
        return count >= acknowledged && count <= sent();
    }

    /**
     * The other side has received so many messages; fewer than it said before mean nothing.
     *
     * @param forgotten is given each message that need not be sent again
     * @throws IllegalArgumentException if there are not so many
     */
    void acknowledge(long count, Consumer<? super Outgoing> forgotten) {
        if (count > sent()) {
            throw new IllegalArgumentException(
                    "More is acknowledged than was sent [acknowledged:" + count + ", sent:" + sent() + "]");
        }
        for (; acknowledged < count; acknowledged++) {
            Outgoing message = messages.remove();
            bytes -= message.length();
            forgotten.accept(message);
        }
        if (messages.isEmpty() && longest > KEPT_CAPACITY) {
            messages = new ArrayDeque<>();
            longest = 0;
        }
    }

    /** Takes out what is not acknowledged: it is not sent any more, and is to be numbered anew. */
    Collection<Outgoing> takeBack() {
        Collection<Outgoing> taken = messages;
        messages = new ArrayDeque<>();
        bytes = 0;
        return taken;
    }

    /** Bytes of what is not acknowledged. */
    long bytes() {
        return bytes;
    }
}
