package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.dump.PipeTransportDump;
import org.mafalda.mediasoup.dump.RecvRtpHeaderExtensions;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.dump.RtpListenerDump;
import org.mafalda.mediasoup.dump.SctpListenerDump;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.mediasoup.worker.fbs.common.StringString;
import org.mafalda.mediasoup.worker.fbs.common.StringStringArray;
import org.mafalda.mediasoup.worker.fbs.common.Uint16String;
import org.mafalda.mediasoup.worker.fbs.common.Uint32String;
import org.mafalda.mediasoup.worker.fbs.response.Body;
import org.mafalda.mediasoup.worker.fbs.router.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.transport.Dump;
import org.mafalda.mediasoup.worker.fbs.transport.Protocol;
import org.mafalda.mediasoup.worker.fbs.transport.RtpListener;
import org.mafalda.mediasoup.worker.fbs.transport.SctpListener;
import org.mafalda.mediasoup.worker.fbs.transport.Tuple;

final class RouterDumpFbsTest {
    private static final long SSRC = 0xFFFF_FFFFL;

    @Test
    void mapsOfARouterKeepTheirOrder() {
        RouterDump dump = Wire.answered(RouterFbs.dump("router"), Body.Router_DumpResponse, b -> {
            int[] none = {};
            int consumers = DumpResponse.createMapProducerIdConsumerIdsVector(
                    b, new int[] {strings(b, "p2", "c3"), strings(b, "p1", "c1", "c2"), strings(b, "p3")});
            int producers = DumpResponse.createMapConsumerIdProducerIdVector(
                    b, new int[] {pair(b, "c3", "p2"), pair(b, "c1", "p1")});
            int transports = DumpResponse.createTransportIdsVector(b, texts(b, "t2", "t1"));
            return DumpResponse.createDumpResponse(
                    b,
                    b.createString("router"),
                    transports,
                    DumpResponse.createRtpObserverIdsVector(b, none),
                    consumers,
                    producers,
                    DumpResponse.createMapProducerIdObserverIdsVector(b, none),
                    DumpResponse.createMapDataProducerIdDataConsumerIdsVector(b, none),
                    DumpResponse.createMapDataConsumerIdDataProducerIdVector(b, none));
        });

        assertThat(dump.id()).isEqualTo("router");
        assertThat(dump.transportIds()).containsExactly("t2", "t1");
        assertThat(dump.rtpObserverIds()).isEmpty();
        assertThat(dump.mapProducerIdConsumerIds().keySet()).containsExactly("p2", "p1", "p3");
        assertThat(dump.mapProducerIdConsumerIds()).containsEntry("p1", List.of("c1", "c2"));
        assertThat(dump.mapProducerIdConsumerIds()).containsEntry("p3", List.of());
        assertThat(dump.mapConsumerIdProducerId()).isEqualTo(Map.of("c3", "p2", "c1", "p1"));
        assertThat(dump.mapDataConsumerIdDataProducerId()).isEmpty();
    }

    @Test
    void missingBodyIsAFault() {
        assertThatThrownBy(() -> Wire.answered(RouterFbs.dump("router"), 0, b -> 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void transportIsRead() {
        PipeTransportDump dump = Wire.answered(PipeTransportFbs.dump("t1"), Body.PipeTransport_DumpResponse, b -> {
            int base = baseTransport(b);
            int tuple = Tuple.createTuple(b, b.createString("127.0.0.1"), 40000, 0, 0, Protocol.UDP);
            return org.mafalda.mediasoup.worker.fbs.pipetransport.DumpResponse.createDumpResponse(
                    b, base, tuple, true, 0);
        });

        assertThat(dump.id()).isEqualTo("t1");
        assertThat(dump.producerIds()).containsExactly("p1");
        assertThat(dump.mapSsrcConsumerId()).isEqualTo(Map.of(SSRC, "c1"));
        assertThat(dump.mapRtxSsrcConsumerId()).isEmpty();
        assertThat(dump.recvRtpHeaderExtensions()).isEqualTo(new RecvRtpHeaderExtensions(1, null, null, 255, null));
        assertThat(dump.rtpListener())
                .isEqualTo(new RtpListenerDump(Map.of(SSRC, "p1"), Map.of("mid", "p1"), Map.of("rid", "p1")));
        assertThat(dump.maxSendMessageSize()).isEqualTo(SSRC);
        assertThat(dump.sctpParameters()).isNull();
        assertThat(dump.sctpState()).isEqualTo(SctpState.CONNECTED);
        assertThat(dump.sctpNegotiatedCapabilities()).isNull();
        assertThat(dump.sctpListener()).isEqualTo(new SctpListenerDump(Map.of(65535, "d1")));
        assertThat(dump.tuple()).isEqualTo(new TransportTuple("127.0.0.1", 40000, null, null, TransportProtocol.UDP));
        assertThat(dump.rtx()).isTrue();
        assertThat(dump.srtpParameters()).isNull();
    }

    private static int baseTransport(FlatBufferBuilder b) {
        int[] none = {};
        int ssrcs = Dump.createMapSsrcConsumerIdVector(b, new int[] {number(b, SSRC, "c1")});
        int listener = RtpListener.createRtpListener(
                b,
                RtpListener.createSsrcTableVector(b, new int[] {number(b, SSRC, "p1")}),
                RtpListener.createMidTableVector(b, new int[] {pair(b, "mid", "p1")}),
                RtpListener.createRidTableVector(b, new int[] {pair(b, "rid", "p1")}));
        int sctpListener = SctpListener.createSctpListener(b, SctpListener.createStreamIdTableVector(b, new int[] {
            Uint16String.createUint16String(b, 65535, b.createString("d1"))
        }));
        org.mafalda.mediasoup.worker.fbs.transport.RecvRtpHeaderExtensions.startRecvRtpHeaderExtensions(b);
        org.mafalda.mediasoup.worker.fbs.transport.RecvRtpHeaderExtensions.addMid(b, 1);
        org.mafalda.mediasoup.worker.fbs.transport.RecvRtpHeaderExtensions.addAbsSendTime(b, 255);
        int extensions =
                org.mafalda.mediasoup.worker.fbs.transport.RecvRtpHeaderExtensions.endRecvRtpHeaderExtensions(b);
        return Dump.createDump(
                b,
                b.createString("t1"),
                false,
                Dump.createProducerIdsVector(b, texts(b, "p1")),
                Dump.createConsumerIdsVector(b, none),
                ssrcs,
                Dump.createMapRtxSsrcConsumerIdVector(b, none),
                Dump.createDataProducerIdsVector(b, none),
                Dump.createDataConsumerIdsVector(b, none),
                extensions,
                listener,
                SSRC,
                1,
                0,
                org.mafalda.mediasoup.worker.fbs.sctpassociation.SctpState.CONNECTED,
                0,
                sctpListener,
                Dump.createTraceEventTypesVector(b, new byte[] {}));
    }

    private static int[] texts(FlatBufferBuilder b, String... texts) {
        return VectorFbs.offsets(b, List.of(texts), FlatBufferBuilder::createString);
    }

    private static int pair(FlatBufferBuilder b, String key, String value) {
        return StringString.createStringString(b, b.createString(key), b.createString(value));
    }

    private static int number(FlatBufferBuilder b, long key, String value) {
        return Uint32String.createUint32String(b, key, b.createString(value));
    }

    private static int strings(FlatBufferBuilder b, String key, String... values) {
        int vector = StringStringArray.createValuesVector(b, texts(b, values));
        return StringStringArray.createStringStringArray(b, b.createString(key), vector);
    }
}
