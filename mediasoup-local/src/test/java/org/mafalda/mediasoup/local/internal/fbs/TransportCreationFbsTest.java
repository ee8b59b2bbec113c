package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.transport.DtlsFingerprint;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.FingerprintAlgorithm;
import org.mafalda.mediasoup.transport.SrtpCryptoSuite;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.worker.fbs.plaintransport.ConnectRequest;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.router.CreateAudioLevelObserverRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreateDirectTransportRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreatePipeTransportRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreatePlainTransportRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreateWebRtcTransportRequest;
import org.mafalda.mediasoup.worker.fbs.transport.Options;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.Listen;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.ListenIndividual;

final class TransportCreationFbsTest {
    private static final TransportListenInfo LOOPBACK = TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.1");

    @Test
    void webRtcTransportIsCreatedOnItsOwnPorts() {
        WebRtcTransportOptions options = WebRtcTransportOptions.listen(LOOPBACK)
                .enableUdp(false)
                .preferUdp(true)
                .iceConsentTimeout(Duration.ofSeconds(0))
                .initialAvailableOutgoingBitrate(0)
                .enableSctp(true)
                .build();
        Request<?> request = RouterFbs.createWebRtcTransport("router", "t1", options);
        CreateWebRtcTransportRequest body = Wire.body(request, new CreateWebRtcTransportRequest());
        ListenIndividual listen = (ListenIndividual) body.options().listen(new ListenIndividual());
        Options base = body.options().base();

        assertThat(request.method()).isEqualTo(Method.ROUTER_CREATE_WEBRTCTRANSPORT);
        assertThat(body.options().listenType()).isEqualTo(Listen.ListenIndividual);
        assertThat(listen.listenInfosLength()).isEqualTo(1);
        assertThat(listen.listenInfos(0).ip()).isEqualTo("127.0.0.1");
        assertThat(body.options().enableUdp()).isFalse();
        assertThat(body.options().enableTcp()).isFalse();
        assertThat(body.options().preferUdp()).isTrue();
        assertThat(body.options().iceConsentTimeout()).isZero();
        assertThat(base.hasInitialAvailableOutgoingBitrate()).isTrue();
        assertThat(base.initialAvailableOutgoingBitrate()).isZero();
        assertThat(base.enableSctp()).isTrue();
        assertThat(base.isDataChannel()).isTrue();
        assertThat(base.maxSendMessageSize()).isEqualTo(262_144);
        assertThat(base.sctpMaxReceiverWindowBufferSize()).isEqualTo(5_242_880);
        assertThat(base.sctpDefaultStreamBufferedAmountLowThreshold()).isEqualTo(1024);
    }

    @Test
    void firstCryptoSuiteIsNotTakenForUnset() {
        PlainTransportOptions options = PlainTransportOptions.builder(LOOPBACK)
                .rtcpListenInfo(LOOPBACK)
                .enableSrtp(true)
                .srtpCryptoSuite(SrtpCryptoSuite.AEAD_AES_256_GCM)
                .build();
        CreatePlainTransportRequest body =
                Wire.body(RouterFbs.createPlainTransport("router", "t1", options), new CreatePlainTransportRequest());

        assertThat(body.transportId()).isEqualTo("t1");
        assertThat(body.options().hasSrtpCryptoSuite()).isTrue();
        assertThat(body.options().srtpCryptoSuite())
                .isEqualTo(org.mafalda.mediasoup.worker.fbs.srtpparameters.SrtpCryptoSuite.AEAD_AES_256_GCM);
        assertThat(body.options().rtcpMux()).isFalse();
        assertThat(body.options().rtcpListenInfo().ip()).isEqualTo("127.0.0.1");
        assertThat(body.options().base().hasInitialAvailableOutgoingBitrate()).isFalse();
        assertThat(body.options().base().isDataChannel()).isFalse();
    }

    @Test
    void pipeAndDirectTransportsAreCreated() {
        CreatePipeTransportRequest pipe = Wire.body(
                RouterFbs.createPipeTransport(
                        "router",
                        "t1",
                        PipeTransportOptions.builder(LOOPBACK).enableRtx(true).build()),
                new CreatePipeTransportRequest());
        CreateDirectTransportRequest direct = Wire.body(
                RouterFbs.createDirectTransport(
                        "router",
                        "t2",
                        DirectTransportOptions.builder()
                                .maxSendMessageSize(1000)
                                .build()),
                new CreateDirectTransportRequest());

        assertThat(pipe.options().enableRtx()).isTrue();
        assertThat(pipe.options().enableSrtp()).isFalse();
        assertThat(direct.options().base().direct()).isTrue();
        assertThat(direct.options().base().maxSendMessageSize()).isEqualTo(1000);
        assertThat(direct.options().base().maxReceiveMessageSize()).isEqualTo(262_144);
    }

    @Test
    void observerIsCreated() {
        CreateAudioLevelObserverRequest body = Wire.body(
                RouterFbs.createAudioLevelObserver(
                        "router",
                        "o1",
                        AudioLevelObserverOptions.builder().threshold(-127).build()),
                new CreateAudioLevelObserverRequest());

        assertThat(body.rtpObserverId()).isEqualTo("o1");
        assertThat(body.options().threshold()).isEqualTo((byte) -127);
        assertThat(body.options().interval()).isEqualTo(1000);
        assertThat(body.options().maxEntries()).isEqualTo(1);
    }

    @Test
    void portsOfConnectMayBeAbsentOrZero() {
        ConnectRequest absent = connect(PlainTransportConnectOptions.builder().build());
        ConnectRequest zero = connect(
                PlainTransportConnectOptions.builder().ip("10.0.0.1").port(0).build());

        assertThat(absent.ip()).isNull();
        assertThat(absent.hasPort()).isFalse();
        assertThat(absent.hasRtcpPort()).isFalse();
        assertThat(absent.srtpParameters()).isNull();
        assertThat(zero.ip()).isEqualTo("10.0.0.1");
        assertThat(zero.hasPort()).isTrue();
        assertThat(zero.port()).isZero();
    }

    @Test
    void dtlsParametersAreWritten() {
        String value = "AB" + ":CD".repeat(31);
        DtlsParameters remote =
                new DtlsParameters(null, List.of(new DtlsFingerprint(FingerprintAlgorithm.SHA_256, value)));
        org.mafalda.mediasoup.worker.fbs.webrtctransport.ConnectRequest body = Wire.body(
                WebRtcTransportFbs.connect("t1", remote),
                new org.mafalda.mediasoup.worker.fbs.webrtctransport.ConnectRequest());

        assertThat(DtlsFbs.read(body.dtlsParameters()))
                .isEqualTo(new DtlsParameters(DtlsRole.AUTO, remote.fingerprints()));
    }

    private static ConnectRequest connect(PlainTransportConnectOptions options) {
        return Wire.body(PlainTransportFbs.connect("t1", options), new ConnectRequest());
    }
}
