package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.RtpObserver;

/**
 * An RTP observer was created and is in {@code rtpObservers()}.
 *
 * @param rtpObserver the new observer
 */
public record NewRtpObserverEvent(RtpObserver rtpObserver) {
    /** Checks the fields. */
    public NewRtpObserverEvent {
        Objects.requireNonNull(rtpObserver, "rtpObserver");
    }
}
