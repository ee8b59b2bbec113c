package org.mafalda.mediasoup.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.event.TransportTraceEventType;

class EnumNamesTest {
    private static void assertNames(Enum<?>[] values, String... names) {
        assertThat(values).extracting(Enum::toString).containsExactly(names);
    }

    @Test
    void transportEnumsSpeakAsMediasoupDoes() {
        assertNames(TransportProtocol.values(), "udp", "tcp");
        assertNames(SctpState.values(), "new", "connecting", "connected", "failed", "closed");
        assertNames(IceRole.values(), "controlled", "controlling");
        assertNames(IceState.values(), "new", "connected", "completed", "disconnected", "closed");
        assertNames(IceCandidateType.values(), "host");
        assertNames(IceCandidateTcpType.values(), "passive");
        assertNames(FingerprintAlgorithm.values(), "sha-1", "sha-224", "sha-256", "sha-384", "sha-512");
        assertNames(DtlsRole.values(), "auto", "client", "server");
        assertNames(DtlsState.values(), "new", "connecting", "connected", "failed", "closed");
        assertNames(
                SrtpCryptoSuite.values(),
                "AEAD_AES_256_GCM",
                "AEAD_AES_128_GCM",
                "AES_CM_128_HMAC_SHA1_80",
                "AES_CM_128_HMAC_SHA1_32");
    }

    @Test
    void objectTypesSpeakAsMediasoupDoes() {
        assertNames(ProducerType.values(), "simple", "simulcast", "svc");
        assertNames(ConsumerType.values(), "simple", "simulcast", "svc", "pipe");
        assertNames(TransportType.values(), "webrtc", "plain", "pipe", "direct");
        assertNames(DataProducerType.values(), "sctp", "direct");
        assertNames(DataConsumerType.values(), "sctp", "direct");
    }

    @Test
    void traceTypesSpeakAsMediasoupDoes() {
        assertNames(ProducerTraceEventType.values(), "keyframe", "fir", "nack", "pli", "rtp", "sr");
        assertNames(ConsumerTraceEventType.values(), "keyframe", "fir", "nack", "pli", "rtp");
        assertNames(TransportTraceEventType.values(), "probation", "bwe");
    }
}
