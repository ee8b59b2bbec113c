package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.transport.SctpState;

/**
 * The state of the SCTP association changed.
 *
 * @param sctpState the new state
 */
public record SctpStateChangeEvent(SctpState sctpState) {
    /** Checks the fields. */
    public SctpStateChangeEvent {
        Objects.requireNonNull(sctpState, "sctpState");
    }
}
