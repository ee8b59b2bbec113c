package org.mafalda.mediasoup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;

class StatsTest {
    private static final BaseTransportStats TRANSPORT = new BaseTransportStats(
            "transport-1",
            1,
            SctpState.NEW,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16L,
            17L,
            18L,
            19L,
            20L,
            0.21,
            0.22);
    private static final BaseRtpStreamStats STREAM = new BaseRtpStreamStats(
            1, 2, 3L, "r0", MediaKind.VIDEO, "video/VP8", 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14.5, 15L, 10);
    private static final TransportTuple TUPLE =
            new TransportTuple("127.0.0.1", 40_000, null, null, TransportProtocol.UDP);

    static Stream<TransportStats> transportStats() {
        return Stream.of(
                new WebRtcTransportStat(TRANSPORT, IceRole.CONTROLLED, IceState.NEW, null, DtlsState.NEW),
                new PlainTransportStat(TRANSPORT, true, false, TUPLE, null),
                new PipeTransportStat(TRANSPORT, TUPLE),
                new DirectTransportStat(TRANSPORT));
    }

    static Stream<RtpStreamStats> streamStats() {
        return Stream.of(
                new RtpStreamRecvStats(STREAM, 100, 200, 300, Map.of("0.0", 300L)),
                new RtpStreamSendStats(STREAM, 100, 200, 300));
    }

    @ParameterizedTest
    @MethodSource("transportStats")
    void everyTransportStatReadsTheCommonPart(TransportStats stats) throws ReflectiveOperationException {
        assertReadsThrough(stats, TransportStats.class, TRANSPORT);
    }

    @ParameterizedTest
    @MethodSource("streamStats")
    void everyStreamStatReadsTheCommonPart(RtpStreamStats stats) throws ReflectiveOperationException {
        assertReadsThrough(stats, RtpStreamStats.class, STREAM);
        assertThat(stats.packetCount()).isEqualTo(100);
        assertThat(stats.byteCount()).isEqualTo(200);
        assertThat(stats.bitrate()).isEqualTo(300);
    }

    private static void assertReadsThrough(Object whole, Class<?> view, Record base)
            throws ReflectiveOperationException {
        for (RecordComponent component : base.getClass().getRecordComponents()) {
            Method delegate = view.getMethod(component.getName());
            assertThat(delegate.getReturnType()).isEqualTo(component.getType());
            assertThat(delegate.invoke(whole))
                    .as(component.getName())
                    .isEqualTo(component.getAccessor().invoke(base));
        }
    }

    @Test
    void typesAreThoseOfMediasoup() {
        assertThat(transportStats().map(TransportStats::type))
                .containsExactly("webrtc-transport", "plain-rtp-transport", "pipe-transport", "direct-transport");
        assertThat(streamStats().map(RtpStreamStats::type)).containsExactly("inbound-rtp", "outbound-rtp");
        assertThat(new DataProducerStat(0, "", "", 0, 0).type()).isEqualTo("data-producer");
        assertThat(new DataConsumerStat(0, "", "", 0, 0, 0).type()).isEqualTo("data-consumer");
    }

    @Test
    void bitrateByLayerIsAnOrderedCopy() {
        Map<String, Long> bitrates = new LinkedHashMap<>();
        bitrates.put("0.1", 2L);
        bitrates.put("0.0", 1L);
        RtpStreamRecvStats stats = new RtpStreamRecvStats(STREAM, 0, 0, 0, bitrates);
        bitrates.clear();
        assertThat(stats.bitrateByLayer()).isUnmodifiable();
        assertThat(stats.bitrateByLayer().keySet()).containsExactly("0.1", "0.0");
    }
}
