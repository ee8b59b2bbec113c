package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.WebRtcServer;

/**
 * A WebRtcServer was created and is in {@code webRtcServers()}.
 *
 * @param webRtcServer the new server
 */
public record NewWebRtcServerEvent(WebRtcServer webRtcServer) {
    /** Checks the fields. */
    public NewWebRtcServerEvent {
        Objects.requireNonNull(webRtcServer, "webRtcServer");
    }
}
