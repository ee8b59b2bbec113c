package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.transport.DtlsState;

/**
 * The DTLS state changed; when connected, {@code dtlsRemoteCert()} is there already.
 *
 * @param dtlsState the new state
 */
public record DtlsStateChangeEvent(DtlsState dtlsState) {
    /** Checks the fields. */
    public DtlsStateChangeEvent {
        Objects.requireNonNull(dtlsState, "dtlsState");
    }
}
