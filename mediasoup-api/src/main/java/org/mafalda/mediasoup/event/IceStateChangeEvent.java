package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.transport.IceState;

/**
 * The ICE state changed.
 *
 * @param iceState the new state
 */
public record IceStateChangeEvent(IceState iceState) {
    /** Checks the fields. */
    public IceStateChangeEvent {
        Objects.requireNonNull(iceState, "iceState");
    }
}
