package org.mafalda.mediasoup.local;

import java.util.BitSet;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.rope.Details;

/**
 * The outgoing streams of an SCTP association. Handed out in turn, so that a stream rests before it is used again.
 * Thread-safe.
 */
final class SctpStreamIds {
    /** RFC 8831, section 6.2: the last number is not used. */
    private static final int MOST = 65_535;

    private final BitSet taken = new BitSet();
    private int streams = MOST;
    private int next;

    /** As many streams the endpoint accepts; those that were handed out before stay. */
    synchronized void limit(int negotiated) {
        streams = Math.min(negotiated, MOST);
    }

    /** A free stream; -1 if there is none. */
    synchronized int take() {
        int id = taken.nextClearBit(next);
        if (id >= streams) {
            id = taken.nextClearBit(0);
        }
        if (id >= streams) {
            return -1;
        }
        taken.set(id);
        next = id + 1;
        return id;
    }

    synchronized void release(int id) {
        taken.clear(id);
    }

    /** Why {@link #take} gave none. */
    synchronized CapacityException exhausted(LocalTransport transport) {
        return new CapacityException(
                "All SCTP streams of the transport are in use",
                Details.of("transport", transport.id(), "streams", Integer.toString(streams)));
    }
}
