package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceCandidateTcpType;
import org.mafalda.mediasoup.transport.IceCandidateType;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;

/** The ICE side of WebRTC transports. */
final class IceFbs {
    static final EnumFbs<IceRole> ROLE = EnumFbs.of(IceRole.CONTROLLED, IceRole.CONTROLLING);

    /** The worker has no closed state: it knows no closed transports. */
    static final EnumFbs<IceState> STATE =
            EnumFbs.of(IceState.NEW, IceState.CONNECTED, IceState.COMPLETED, IceState.DISCONNECTED);

    static final EnumFbs<IceCandidateType> CANDIDATE_TYPE = EnumFbs.of(IceCandidateType.HOST);

    static final EnumFbs<IceCandidateTcpType> TCP_TYPE = EnumFbs.of(IceCandidateTcpType.PASSIVE);

    private IceFbs() {}

    static IceParameters readParameters(org.mafalda.mediasoup.worker.fbs.webrtctransport.IceParameters parameters) {
        return new IceParameters(parameters.usernameFragment(), parameters.password(), parameters.iceLite());
    }

    static IceCandidate readCandidate(org.mafalda.mediasoup.worker.fbs.webrtctransport.IceCandidate candidate) {
        return new IceCandidate(
                candidate.foundation(),
                candidate.priority(),
                candidate.address(),
                ListenInfoFbs.PROTOCOL.read(candidate.protocol()),
                candidate.port(),
                CANDIDATE_TYPE.read(candidate.type()),
                candidate.hasTcpType() ? TCP_TYPE.read(candidate.tcpType()) : null);
    }
}
