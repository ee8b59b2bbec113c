package org.mafalda.mediasoup.stats;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SctpState;

/**
 * The figures that transports of all kinds have. Immutable.
 *
 * @param transportId the transport
 * @param timestamp when the figures were taken, in ms on the monotonic clock of the worker's box
 * @param sctpState the state of the SCTP association; null without SCTP
 * @param bytesReceived everything received, in bytes
 * @param recvBitrate everything received, in bit/s
 * @param bytesSent everything sent, in bytes
 * @param sendBitrate everything sent, in bit/s
 * @param rtpBytesReceived RTP received, without RTX, in bytes
 * @param rtpRecvBitrate RTP received, without RTX, in bit/s
 * @param rtpBytesSent RTP sent, without RTX and probation, in bytes
 * @param rtpSendBitrate RTP sent, without RTX and probation, in bit/s
 * @param rtxBytesReceived retransmissions received as RTX (RFC 4588), in bytes
 * @param rtxRecvBitrate retransmissions received as RTX (RFC 4588), in bit/s
 * @param rtxBytesSent retransmissions sent as RTX (RFC 4588), in bytes
 * @param rtxSendBitrate retransmissions sent as RTX (RFC 4588), in bit/s
 * @param probationBytesSent probation packets sent, which test the available bitrate, in bytes
 * @param probationSendBitrate probation packets sent, which test the available bitrate, in bit/s
 * @param availableOutgoingBitrate estimate of what the remote side can receive, in bit/s; null without bandwidth
 *     estimation
 * @param availableIncomingBitrate estimate of what the remote side can send, in bit/s; null without bandwidth
 *     estimation
 * @param maxIncomingBitrate the limit set on the incoming bitrate, in bit/s; null without one
 * @param maxOutgoingBitrate the upper limit set on the outgoing bitrate, in bit/s; null without one
 * @param minOutgoingBitrate the lower limit set on the outgoing bitrate, in bit/s; null without one
 * @param rtpPacketLossReceived share of incoming RTP packets that were lost, 0 to 1, smoothed; null without bandwidth
 *     estimation
 * @param rtpPacketLossSent share of outgoing RTP packets that were lost, 0 to 1, smoothed; null without bandwidth
 *     estimation
 */
public record BaseTransportStats(
        String transportId,
        long timestamp,
        @Nullable SctpState sctpState,
        long bytesReceived,
        long recvBitrate,
        long bytesSent,
        long sendBitrate,
        long rtpBytesReceived,
        long rtpRecvBitrate,
        long rtpBytesSent,
        long rtpSendBitrate,
        long rtxBytesReceived,
        long rtxRecvBitrate,
        long rtxBytesSent,
        long rtxSendBitrate,
        long probationBytesSent,
        long probationSendBitrate,
        @Nullable Long availableOutgoingBitrate,
        @Nullable Long availableIncomingBitrate,
        @Nullable Long maxIncomingBitrate,
        @Nullable Long maxOutgoingBitrate,
        @Nullable Long minOutgoingBitrate,
        @Nullable Double rtpPacketLossReceived,
        @Nullable Double rtpPacketLossSent) {}
