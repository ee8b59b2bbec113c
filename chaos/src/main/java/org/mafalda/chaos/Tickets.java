package org.mafalda.chaos;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What became of each ticket that was given out. Thread-safe. */
final class Tickets {
    /** The call is not settled. */
    static final long PENDING = 0;
    /** A one-way message, which has no answer. */
    static final long ONE_WAY = -1;
    /** The call failed with {@link org.mafalda.rope.OutcomeUnknownException}. */
    static final long UNKNOWN = -2;
    /** The call failed with {@link org.mafalda.rope.StateLostException}. */
    static final long LOST = -3;
    /** The object had ended before the call. */
    static final long CLOSED = -4;
    /** The call failed with something else. */
    static final long FAILED = -5;

    private static final int CHUNK = 1 << 16;
    private static final int MOST_CHUNKS = 1 << 14;

    private final AtomicLong last = new AtomicLong();
    private final AtomicInteger settledTwice = new AtomicInteger();
    private final AtomicReferenceArray<AtomicLongArray> chunks = new AtomicReferenceArray<>(MOST_CHUNKS);

    /** A new ticket, from 1. */
    long next() {
        return last.incrementAndGet();
    }

    /** The last ticket that was given out. */
    long last() {
        return last.get();
    }

    /** The call was answered with that number, or has ended in one of the ways above. */
    void settle(long ticket, long outcome) {
        if (!chunk(ticket).compareAndSet((int) (ticket % CHUNK), PENDING, outcome)) {
            settledTwice.incrementAndGet();
        }
    }

    /** The number of the answer, or one of the ways above. */
    long outcome(long ticket) {
        return chunk(ticket).get((int) (ticket % CHUNK));
    }

    /** How often a call was settled that was settled already. */
    int settledTwice() {
        return settledTwice.get();
    }

    private AtomicLongArray chunk(long ticket) {
        int index = (int) (ticket / CHUNK);
        AtomicLongArray chunk = chunks.get(index);
        if (chunk == null) {
            chunks.compareAndSet(index, null, new AtomicLongArray(CHUNK));
            chunk = chunks.get(index);
        }
        return chunk;
    }
}
