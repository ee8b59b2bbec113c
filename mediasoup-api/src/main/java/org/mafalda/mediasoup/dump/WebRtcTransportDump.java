package org.mafalda.mediasoup.dump;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * The inner state of a WebRTC transport. Immutable.
 *
 * @param base what transports of all kinds have
 * @param iceRole always controlled: a worker is an ICE Lite agent
 * @param iceParameters the local ICE credentials
 * @param iceCandidates the local ICE candidates
 * @param iceState the ICE state
 * @param iceSelectedTuple the selected pair; null until there is one
 * @param dtlsParameters the local DTLS role and fingerprints
 * @param dtlsState the DTLS state
 * @param dtlsRemoteCert the remote certificate in PEM; null until it is known
 */
public record WebRtcTransportDump(
        BaseTransportDump base,
        IceRole iceRole,
        IceParameters iceParameters,
        List<IceCandidate> iceCandidates,
        IceState iceState,
        @Nullable TransportTuple iceSelectedTuple,
        DtlsParameters dtlsParameters,
        DtlsState dtlsState,
        @Nullable String dtlsRemoteCert)
        implements TransportDump {

    /** Copies the list. */
    public WebRtcTransportDump {
        iceCandidates = List.copyOf(iceCandidates);
    }
}
