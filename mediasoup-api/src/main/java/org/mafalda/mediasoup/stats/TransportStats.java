package org.mafalda.mediasoup.stats;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SctpState;

/** The traffic of a transport. Immutable; counters start when the transport is created. */
public sealed interface TransportStats
        permits WebRtcTransportStat, PlainTransportStat, PipeTransportStat, DirectTransportStat {
    /** mediasoup's own word for the kind of the transport: {@code webrtc-transport}. */
    String type();

    /** The figures that transports of all kinds have; the other methods here read them from it. */
    BaseTransportStats base();

    /** The transport. */
    default String transportId() {
        return base().transportId();
    }

    /** When the figures were taken, in ms on the monotonic clock of the worker's box. */
    default long timestamp() {
        return base().timestamp();
    }

    /** The state of the SCTP association; null without SCTP. */
    default @Nullable SctpState sctpState() {
        return base().sctpState();
    }

    /** Everything received, in bytes. */
    default long bytesReceived() {
        return base().bytesReceived();
    }

    /** Everything received, in bit/s. */
    default long recvBitrate() {
        return base().recvBitrate();
    }

    /** Everything sent, in bytes. */
    default long bytesSent() {
        return base().bytesSent();
    }

    /** Everything sent, in bit/s. */
    default long sendBitrate() {
        return base().sendBitrate();
    }

    /** RTP received, without RTX, in bytes. */
    default long rtpBytesReceived() {
        return base().rtpBytesReceived();
    }

    /** RTP received, without RTX, in bit/s. */
    default long rtpRecvBitrate() {
        return base().rtpRecvBitrate();
    }

    /** RTP sent, without RTX and probation, in bytes. */
    default long rtpBytesSent() {
        return base().rtpBytesSent();
    }

    /** RTP sent, without RTX and probation, in bit/s. */
    default long rtpSendBitrate() {
        return base().rtpSendBitrate();
    }

    /** Retransmissions received as RTX (RFC 4588), in bytes. */
    default long rtxBytesReceived() {
        return base().rtxBytesReceived();
    }

    /** Retransmissions received as RTX (RFC 4588), in bit/s. */
    default long rtxRecvBitrate() {
        return base().rtxRecvBitrate();
    }

    /** Retransmissions sent as RTX (RFC 4588), in bytes. */
    default long rtxBytesSent() {
        return base().rtxBytesSent();
    }

    /** Retransmissions sent as RTX (RFC 4588), in bit/s. */
    default long rtxSendBitrate() {
        return base().rtxSendBitrate();
    }

    /** Probation packets sent, which test the available bitrate, in bytes. */
    default long probationBytesSent() {
        return base().probationBytesSent();
    }

    /** Probation packets sent, which test the available bitrate, in bit/s. */
    default long probationSendBitrate() {
        return base().probationSendBitrate();
    }

    /** Estimate of what the remote side can receive, in bit/s; null without bandwidth estimation. */
    default @Nullable Long availableOutgoingBitrate() {
        return base().availableOutgoingBitrate();
    }

    /** Estimate of what the remote side can send, in bit/s; null without bandwidth estimation. */
    default @Nullable Long availableIncomingBitrate() {
        return base().availableIncomingBitrate();
    }

    /** The limit set on the incoming bitrate, in bit/s; null without one. */
    default @Nullable Long maxIncomingBitrate() {
        return base().maxIncomingBitrate();
    }

    /** The upper limit set on the outgoing bitrate, in bit/s; null without one. */
    default @Nullable Long maxOutgoingBitrate() {
        return base().maxOutgoingBitrate();
    }

    /** The lower limit set on the outgoing bitrate, in bit/s; null without one. */
    default @Nullable Long minOutgoingBitrate() {
        return base().minOutgoingBitrate();
    }

    /** Share of incoming RTP packets that were lost, 0 to 1, smoothed; null without bandwidth estimation. */
    default @Nullable Double rtpPacketLossReceived() {
        return base().rtpPacketLossReceived();
    }

    /** Share of outgoing RTP packets that were lost, 0 to 1, smoothed; null without bandwidth estimation. */
    default @Nullable Double rtpPacketLossSent() {
        return base().rtpPacketLossSent();
    }
}
