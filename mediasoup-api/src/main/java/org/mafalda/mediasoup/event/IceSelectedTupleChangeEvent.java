package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * ICE selected another pair of addresses.
 *
 * @param iceSelectedTuple the selected pair
 */
public record IceSelectedTupleChangeEvent(TransportTuple iceSelectedTuple) {
    /** Checks the fields. */
    public IceSelectedTupleChangeEvent {
        Objects.requireNonNull(iceSelectedTuple, "iceSelectedTuple");
    }
}
