package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.stats.TransportStats;

/** What several transport contracts check. */
final class TransportAssertions {
    private TransportAssertions() {}

    /** The figures of a transport without SCTP through which nothing has passed. */
    static void assertNoTraffic(TransportStats stat, Transport transport) {
        assertThat(stat.transportId()).isEqualTo(transport.id());
        assertThat(stat.timestamp()).isPositive();
        assertThat(stat.sctpState()).isNull();
        assertThat(stat.bytesReceived()).isZero();
        assertThat(stat.recvBitrate()).isZero();
        assertThat(stat.bytesSent()).isZero();
        assertThat(stat.sendBitrate()).isZero();
        assertThat(stat.rtpBytesReceived()).isZero();
        assertThat(stat.rtpRecvBitrate()).isZero();
        assertThat(stat.rtpBytesSent()).isZero();
        assertThat(stat.rtpSendBitrate()).isZero();
        assertThat(stat.rtxBytesReceived()).isZero();
        assertThat(stat.rtxRecvBitrate()).isZero();
        assertThat(stat.rtxBytesSent()).isZero();
        assertThat(stat.rtxSendBitrate()).isZero();
        assertThat(stat.probationBytesSent()).isZero();
        assertThat(stat.probationSendBitrate()).isZero();
    }
}
