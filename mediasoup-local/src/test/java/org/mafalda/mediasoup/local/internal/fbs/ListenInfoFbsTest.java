package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportSocketFlags;
import org.mafalda.mediasoup.worker.fbs.transport.ListenInfo;
import org.mafalda.mediasoup.worker.fbs.transport.Protocol;

final class ListenInfoFbsTest {
    @Test
    void everythingIsWritten() {
        ListenInfo info = written(TransportListenInfo.builder(TransportProtocol.TCP, "::1")
                .announcedAddress("media.example.org")
                .exposeInternalIp(true)
                .portRange(new TransportPortRange(40000, 65535))
                .flags(new TransportSocketFlags(true, true))
                .sendBufferSize(1 << 20)
                .recvBufferSize(2 << 20)
                .build());

        assertThat(info.protocol()).isEqualTo(Protocol.TCP);
        assertThat(info.ip()).isEqualTo("::1");
        assertThat(info.announcedAddress()).isEqualTo("media.example.org");
        assertThat(info.exposeInternalIp()).isTrue();
        assertThat(info.port()).isZero();
        assertThat(info.portRange().min()).isEqualTo(40000);
        assertThat(info.portRange().max()).isEqualTo(65535);
        assertThat(info.flags().ipv6Only()).isTrue();
        assertThat(info.flags().udpReusePort()).isTrue();
        assertThat(info.sendBufferSize()).isEqualTo(1 << 20);
        assertThat(info.recvBufferSize()).isEqualTo(2 << 20);
    }

    @Test
    void defaultsAreWritten() {
        ListenInfo info = written(TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.1"));

        assertThat(info.protocol()).isEqualTo(Protocol.UDP);
        assertThat(info.announcedAddress()).isNull();
        assertThat(info.exposeInternalIp()).isFalse();
        assertThat(info.portRange().min()).isZero();
        assertThat(info.portRange().max()).isZero();
        assertThat(info.flags().ipv6Only()).isFalse();
        assertThat(info.flags().udpReusePort()).isFalse();
        assertThat(info.sendBufferSize()).isZero();
        assertThat(info.recvBufferSize()).isZero();
    }

    @Test
    void portIsWrittenUnsigned() {
        ListenInfo info = written(TransportListenInfo.builder(TransportProtocol.UDP, "127.0.0.1")
                .port(65535)
                .build());

        assertThat(info.port()).isEqualTo(65535);
    }

    private static ListenInfo written(TransportListenInfo info) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        builder.finish(ListenInfoFbs.write(builder, info));
        return ListenInfo.getRootAsListenInfo(builder.dataBuffer());
    }
}
