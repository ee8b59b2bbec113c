package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * The remote address of the transport became known (comedia).
 *
 * @param tuple the addresses
 */
public record TupleEvent(TransportTuple tuple) {
    /** Checks the fields. */
    public TupleEvent {
        Objects.requireNonNull(tuple, "tuple");
    }
}
