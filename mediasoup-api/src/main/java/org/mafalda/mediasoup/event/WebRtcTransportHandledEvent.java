package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.WebRtcTransport;

/**
 * A transport began to use the server's ports and is in {@code webRtcTransports()}.
 *
 * @param webRtcTransport the transport
 */
public record WebRtcTransportHandledEvent(WebRtcTransport webRtcTransport) {
    /** Checks the fields. */
    public WebRtcTransportHandledEvent {
        Objects.requireNonNull(webRtcTransport, "webRtcTransport");
    }
}
