package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.WebRtcTransport;

/**
 * A transport no longer uses the server's ports and has left {@code webRtcTransports()}.
 *
 * @param webRtcTransport the transport
 */
public record WebRtcTransportUnhandledEvent(WebRtcTransport webRtcTransport) {
    /** Checks the fields. */
    public WebRtcTransportUnhandledEvent {
        Objects.requireNonNull(webRtcTransport, "webRtcTransport");
    }
}
