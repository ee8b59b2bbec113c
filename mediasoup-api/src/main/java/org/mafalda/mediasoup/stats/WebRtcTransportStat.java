package org.mafalda.mediasoup.stats;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * The traffic of a WebRTC transport. Immutable.
 *
 * @param base the figures that transports of all kinds have
 * @param iceRole always controlled: a worker is an ICE Lite agent
 * @param iceState the ICE state
 * @param iceSelectedTuple the selected pair; null until there is one
 * @param dtlsState the DTLS state
 */
public record WebRtcTransportStat(
        BaseTransportStats base,
        IceRole iceRole,
        IceState iceState,
        @Nullable TransportTuple iceSelectedTuple,
        DtlsState dtlsState)
        implements TransportStats {

    @Override
    public String type() {
        return "webrtc-transport";
    }
}
