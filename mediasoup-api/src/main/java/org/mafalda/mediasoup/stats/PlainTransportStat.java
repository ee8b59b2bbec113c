package org.mafalda.mediasoup.stats;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.TransportTuple;

/**
 * The traffic of a plain transport. Immutable.
 *
 * @param base the figures that transports of all kinds have
 * @param rtcpMux whether RTP and RTCP share a port (RFC 5761)
 * @param comedia whether the remote address is learned from the first packet
 * @param tuple the flow of RTP, and of RTCP when multiplexed
 * @param rtcpTuple the flow of RTCP; null when multiplexed
 */
public record PlainTransportStat(
        BaseTransportStats base,
        boolean rtcpMux,
        boolean comedia,
        TransportTuple tuple,
        @Nullable TransportTuple rtcpTuple)
        implements TransportStats {

    @Override
    public String type() {
        return "plain-rtp-transport";
    }
}
