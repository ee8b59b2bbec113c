package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.stats.BaseTransportStats;
import org.mafalda.mediasoup.worker.fbs.transport.Stats;

/** What stats of transports of all kinds have. */
final class TransportStatsFbs {
    private TransportStatsFbs() {}

    static BaseTransportStats read(Stats stats) {
        return new BaseTransportStats(
                stats.transportId(),
                stats.timestamp(),
                stats.hasSctpState() ? SctpParametersFbs.STATE.read(stats.sctpState()) : null,
                stats.bytesReceived(),
                stats.recvBitrate(),
                stats.bytesSent(),
                stats.sendBitrate(),
                stats.rtpBytesReceived(),
                stats.rtpRecvBitrate(),
                stats.rtpBytesSent(),
                stats.rtpSendBitrate(),
                stats.rtxBytesReceived(),
                stats.rtxRecvBitrate(),
                stats.rtxBytesSent(),
                stats.rtxSendBitrate(),
                stats.probationBytesSent(),
                stats.probationSendBitrate(),
                stats.hasAvailableOutgoingBitrate() ? stats.availableOutgoingBitrate() : null,
                stats.hasAvailableIncomingBitrate() ? stats.availableIncomingBitrate() : null,
                stats.hasMaxIncomingBitrate() ? stats.maxIncomingBitrate() : null,
                stats.hasMaxOutgoingBitrate() ? stats.maxOutgoingBitrate() : null,
                stats.hasMinOutgoingBitrate() ? stats.minOutgoingBitrate() : null,
                stats.hasRtpPacketLossReceived() ? stats.rtpPacketLossReceived() : null,
                stats.hasRtpPacketLossSent() ? stats.rtpPacketLossSent() : null);
    }
}
