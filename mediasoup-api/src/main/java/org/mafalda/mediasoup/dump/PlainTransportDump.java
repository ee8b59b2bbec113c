package org.mafalda.mediasoup.dump;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * The inner state of a plain transport. Immutable.
 *
 * @param base what transports of all kinds have
 * @param rtcpMux whether RTP and RTCP share a port (RFC 5761)
 * @param comedia whether the remote address is learned from the first packet
 * @param tuple the flow of RTP, and of RTCP when multiplexed
 * @param rtcpTuple the flow of RTCP; null when multiplexed
 * @param srtpParameters what the transport encrypts with; null without SRTP
 */
public record PlainTransportDump(
        BaseTransportDump base,
        boolean rtcpMux,
        boolean comedia,
        TransportTuple tuple,
        @Nullable TransportTuple rtcpTuple,
        @Nullable SrtpParameters srtpParameters)
        implements TransportDump {}
