package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.worker.fbs.common.TraceDirection;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.MediaKind;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.Type;
import org.mafalda.mediasoup.worker.fbs.sctpassociation.SctpState;
import org.mafalda.mediasoup.worker.fbs.srtpparameters.SrtpCryptoSuite;
import org.mafalda.mediasoup.worker.fbs.transport.BweType;
import org.mafalda.mediasoup.worker.fbs.transport.Protocol;
import org.mafalda.mediasoup.worker.fbs.transport.TraceEventType;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.DtlsRole;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.DtlsState;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.FingerprintAlgorithm;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.IceCandidateTcpType;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.IceCandidateType;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.IceRole;

final class EnumFbsTest {
    static List<Arguments> tables() {
        return List.of(
                Arguments.of(RtpTypeFbs.KIND, MediaKind.names, 0),
                Arguments.of(RtpTypeFbs.CONSUMER_TYPE, Type.names, 0),
                Arguments.of(SrtpParametersFbs.CRYPTO_SUITE, SrtpCryptoSuite.names, 0),
                Arguments.of(SctpParametersFbs.STATE, SctpState.names, 0),
                Arguments.of(ListenInfoFbs.PROTOCOL, Protocol.names, Protocol.UDP),
                Arguments.of(IceFbs.ROLE, IceRole.names, 0),
                Arguments.of(IceFbs.STATE, org.mafalda.mediasoup.worker.fbs.webrtctransport.IceState.names, 0),
                Arguments.of(IceFbs.CANDIDATE_TYPE, IceCandidateType.names, 0),
                Arguments.of(IceFbs.TCP_TYPE, IceCandidateTcpType.names, 0),
                Arguments.of(DtlsFbs.ROLE, DtlsRole.names, 0),
                Arguments.of(DtlsFbs.STATE, DtlsState.names, 0),
                Arguments.of(DtlsFbs.ALGORITHM, FingerprintAlgorithm.names, 0),
                Arguments.of(RtpPacketTraceFbs.DIRECTION, TraceDirection.names, 0),
                Arguments.of(TransportTraceFbs.TYPE, TraceEventType.names, 0),
                Arguments.of(TransportTraceFbs.BWE_TYPE, BweType.names, 0),
                Arguments.of(ProducerTraceFbs.TYPE, org.mafalda.mediasoup.worker.fbs.producer.TraceEventType.names, 0),
                Arguments.of(ConsumerTraceFbs.TYPE, org.mafalda.mediasoup.worker.fbs.consumer.TraceEventType.names, 0),
                Arguments.of(DataProducerFbs.TYPE, org.mafalda.mediasoup.worker.fbs.dataproducer.Type.names, 0),
                Arguments.of(DataConsumerFbs.TYPE, org.mafalda.mediasoup.worker.fbs.dataconsumer.Type.names, 0));
    }

    @ParameterizedTest
    @MethodSource("tables")
    <E extends Enum<E>> void everyNumberOfTheSchemaHasTheConstantOfThatName(
            EnumFbs<E> table, String[] names, int first) {
        List<String> constants = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            E constant = table.read(first + i);
            assertThat(table.write(constant)).isEqualTo(first + i);
            constants.add(constant.name());
        }

        assertThat(constants)
                .usingElementComparator((a, b) -> plain(a).compareTo(plain(b)))
                .containsExactly(names);
        assertThatThrownBy(() -> table.read(first + names.length))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[number:" + (first + names.length) + "]");
    }

    @Test
    void producersAreOfEveryTypeButPipe() {
        assertThat(RtpTypeFbs.PRODUCER_TYPE.read(Type.SIMPLE).name()).isEqualTo("SIMPLE");
        assertThat(RtpTypeFbs.PRODUCER_TYPE.read(Type.SIMULCAST).name()).isEqualTo("SIMULCAST");
        assertThat(RtpTypeFbs.PRODUCER_TYPE.read(Type.SVC).name()).isEqualTo("SVC");
        assertThatThrownBy(() -> RtpTypeFbs.PRODUCER_TYPE.read(Type.PIPE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyHeaderExtensionOfTheSchemaHasItsUri() {
        assertThat(RtpHeaderExtensionFbs.URIS)
                .hasSameSizeAs(RtpHeaderExtensionUri.names)
                .doesNotHaveDuplicates();
        assertThat(RtpHeaderExtensionFbs.URIS.get(RtpHeaderExtensionUri.TransportWideCcDraft01))
                .contains("transport-wide-cc");
        assertThat(RtpHeaderExtensionFbs.URIS.get(RtpHeaderExtensionUri.TimeOffset))
                .contains("toffset");
        assertThat(RtpHeaderExtensionFbs.URIS.get(RtpHeaderExtensionUri.MediasoupPacketId))
                .contains("packet-id");
    }

    @Test
    void constantWithoutNumberIsNotWritten() {
        assertThatThrownBy(() -> IceFbs.STATE.write(IceState.CLOSED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void setIsWrittenAsOneBytePerConstant() {
        byte[] written = ProducerTraceFbs.TYPE.write(EnumSet.allOf(ProducerTraceEventType.class));

        assertThat(written).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    /** The schema writes SHA1 and DIRECTION_IN where Java writes SHA_1 and IN. */
    private static String plain(String name) {
        return name.replace("DIRECTION_", "").replace("_", "").toUpperCase(Locale.ROOT);
    }
}
