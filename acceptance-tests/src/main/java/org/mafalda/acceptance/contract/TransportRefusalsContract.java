package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Refusals.absent;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.Refusals;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.transport.DtlsFingerprint;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.FingerprintAlgorithm;
import org.mafalda.mediasoup.transport.SrtpCryptoSuite;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;

/**
 * What mediasoup's tests of transports expect a {@code TypeError} for, value by value: the class, the field and the
 * rule that it is refused with here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Refusals awaits what an attempt returns
public abstract class TransportRefusalsContract extends AcceptanceTest {
    private static final Map<String, Object> NO_DATA = Map.of("object", URI.create("not:JSON"));
    private static final String NO_DATA_RULE =
            "must be a string, boolean, finite number, list, map or null, not java.net.URI";
    private static final String LITERAL = "must be a literal IPv4 or IPv6 address";
    /** A SHA-256 hash. */
    private static final String HASH = String.join(":", Collections.nCopies(32, "82"));

    private static final String AES_CM_KEY = "ZnQ3eWJraDg0d3ZoYzM5cXN1Y2pnaHU5NWxrZTVv";
    private static final String AES_GCM_KEY = "YTdjcDBvY2JoMGY5YXNlNDc0eDJsdGgwaWRvNnJsamRrdG16aWVpZHphdHo=";

    private static final String CREATE_WEBRTC =
            "test-WebRtcTransport: router.createWebRtcTransport() with wrong arguments rejects with TypeError";
    private static final String CONNECT_WEBRTC =
            "test-WebRtcTransport: webRtcTransport.connect() with wrong arguments rejects with TypeError";
    private static final String TRACE_WEBRTC =
            "test-WebRtcTransport: transport.enableTraceEvent() with wrong arguments rejects with TypeError";
    private static final String CLOSED_WEBRTC = "test-WebRtcTransport: WebRtcTransport methods reject if closed";
    private static final String CREATE_PLAIN =
            "test-PlainTransport: router.createPlainTransport() with wrong arguments rejects with TypeError";
    private static final String SRTP_PLAIN =
            "test-PlainTransport: router.createPlainTransport() with enableSrtp succeeds";
    private static final String CONNECT_PLAIN =
            "test-PlainTransport: plainTransport.connect() with wrong arguments rejects with TypeError";
    private static final String CREATE_PIPE =
            "test-PipeTransport: router.createPipeTransport() with wrong arguments rejects with TypeError";
    private static final String SRTP_UNSET_PIPE =
            "test-PipeTransport: pipeTransport.connect() with srtpParameters fails if enableSrtp is unset";
    private static final String SRTP_PIPE =
            "test-PipeTransport: pipeTransport.connect() with invalid srtpParameters fails";

    private Router router;

    /** For the compositions. */
    protected TransportRefusalsContract() {}

    @BeforeEach
    void createRouter() {
        router = Fixtures.newRouter(newWorker());
    }

    private static TransportListenInfo address(String ip) {
        return TransportListenInfo.of(TransportProtocol.UDP, ip);
    }

    /** The values that the tests of all transports share: ports in the wrong order, no address, no data. */
    private static Refusals badListenInfo(Refusals refusals, String noAddress, String listOfAddresses) {
        return refusals.rule(
                        "portRange: { min: 4000, max: 3000 }",
                        () -> new TransportPortRange(4000, 3000),
                        "portRange.min",
                        4000,
                        "must not be above portRange.max, which is 3000")
                .rule(noAddress, () -> address("123"), "ip", "123", LITERAL)
                .nothing(listOfAddresses, () -> address(absent()));
    }

    @Test
    @Upstream(CREATE_WEBRTC)
    void optionsOfAWebRtcTransport() {
        badListenInfo(Refusals.of(CREATE_WEBRTC), "listenIps: [123]", "listenInfos: '127.0.0.1'")
                .rule(
                        "{}",
                        () -> WebRtcTransportOptions.listen(List.of()).build(),
                        "listenInfos",
                        List.of(),
                        "must be given unless webRtcServer is, and not both")
                .nothing(
                        "listenIps: '127.0.0.1'",
                        () -> WebRtcTransportOptions.listen(Collections.<TransportListenInfo>singletonList(absent()))
                                .build())
                .rule(
                        "appData: 'NOT-AN-OBJECT'",
                        () -> WebRtcTransportOptions.listen(Listen.udp())
                                .appData(NO_DATA)
                                .build(),
                        "appData.object",
                        "not:JSON",
                        NO_DATA_RULE)
                .check();
        assertThat(router.transports()).isEmpty();
    }

    @Test
    @Upstream(CONNECT_WEBRTC)
    void parametersOfWebRtcConnect() {
        WebRtcTransport transport = Fixtures.newWebRtcTransport(router);
        Supplier<?> noFingerprint = () -> transport.connect(new DtlsParameters(DtlsRole.CLIENT, List.of()));

        Refusals.of(CONNECT_WEBRTC)
                .nothing("{}", () -> transport.connect(absent()))
                .rule(
                        "algorithm: 'sha-256000'",
                        () -> new DtlsFingerprint(FingerprintAlgorithm.SHA_512, HASH),
                        "fingerprint.value",
                        HASH,
                        "must be 64 hexadecimal bytes joined by colons")
                .nothing("role: 'chicken'", () -> new DtlsParameters(DtlsRole.CLIENT, absent()))
                .worker("fingerprints: []", noFingerprint, "empty dtlsParameters.fingerprints array")
                .worker("fingerprints: [], once more", noFingerprint, "empty dtlsParameters.fingerprints array")
                .check();
        assertThat(transport.dtlsParameters().role()).isEqualTo(DtlsRole.AUTO);
    }

    @Test
    @Upstream(TRACE_WEBRTC)
    void typesOfTransportTraces() {
        WebRtcTransport transport = Fixtures.newWebRtcTransport(router);

        Refusals.of(TRACE_WEBRTC)
                .nothing("123", () -> transport.enableTraceEvent(absent()))
                .nothing("'probation'", () -> transport.enableTraceEvent(Collections.singleton(absent())))
                .nothing("['probation', 123.123]", () -> transport.enableTraceEvent(Set.of(absent())))
                .check();
        assertThat(await(transport.dump()).traceEventTypes()).isEmpty();
    }

    @Test
    @Upstream(CLOSED_WEBRTC)
    void connectOfAClosedTransport() {
        WebRtcTransport transport = Fixtures.newWebRtcTransport(router);
        transport.close();

        Refusals.of(CLOSED_WEBRTC)
                .nothing("{}", () -> transport.connect(absent()))
                .check();
    }

    @Test
    @Upstream(CREATE_PLAIN)
    void optionsOfAPlainTransport() {
        badListenInfo(Refusals.of(CREATE_PLAIN), "listenIp: '123'", "listenIp: ['127.0.0.1']")
                .nothing("{}", () -> PlainTransportOptions.builder(absent()).build())
                .rule(
                        "listenInfo: { protocol: 'tcp' }",
                        () -> router.createPlainTransport(
                                PlainTransportOptions.builder(Listen.tcp()).build()),
                        "listenInfo.protocol",
                        "tcp",
                        "must be udp")
                .rule(
                        "appData: 'NOT-AN-OBJECT'",
                        () -> PlainTransportOptions.builder(Listen.udp())
                                .appData(NO_DATA)
                                .build(),
                        "appData.object",
                        "not:JSON",
                        NO_DATA_RULE)
                .check();
        assertThat(router.transports()).isEmpty();
    }

    private static PlainTransportConnectOptions.Builder plain() {
        return PlainTransportConnectOptions.builder().ip("127.0.0.2").port(9999);
    }

    /** What a suite, a key, or both that are not of their types come to: each is a null, or a key that is no key. */
    private static Refusals badSrtpParameters(Refusals refusals, SrtpCryptoSuite suite, String key, int keyLength) {
        String rule = "must be " + keyLength + " bytes in Base64 with " + suite;
        return refusals.nothing("srtpParameters: { keyBase64 }, without suite", () -> new SrtpParameters(absent(), key))
                .nothing("srtpParameters: { cryptoSuite }, without key", () -> new SrtpParameters(suite, absent()))
                .nothing("cryptoSuite: 'FOO'", () -> new SrtpParameters(absent(), key))
                .nothing("cryptoSuite: 123", () -> new SrtpParameters(absent(), key))
                .rule("keyBase64: []", () -> new SrtpParameters(suite, ""), "keyBase64", "hidden", rule);
    }

    @Test
    @Upstream(SRTP_PLAIN)
    void srtpParametersOfPlainConnect() {
        PlainTransport transport = await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).enableSrtp(true).build()));
        Supplier<?> missing = () -> transport.connect(plain().build());

        badSrtpParameters(Refusals.of(SRTP_PLAIN), SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, AES_CM_KEY, 30)
                .worker("without srtpParameters", missing, "missing srtpParameters (SRTP enabled)")
                .rule(
                        "srtpParameters: 1",
                        () -> new SrtpParameters(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, "not Base64!"),
                        "keyBase64",
                        "hidden",
                        "must be 30 bytes in Base64 with AES_CM_128_HMAC_SHA1_80")
                .check();
    }

    @Test
    @Upstream(CONNECT_PLAIN)
    void parametersOfPlainConnect() {
        PlainTransport transport = await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).rtcpMux(false).build()));
        SrtpParameters srtp = new SrtpParameters(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, AES_CM_KEY);

        Refusals.of(CONNECT_PLAIN)
                .worker(
                        "srtpParameters without enableSrtp",
                        () -> transport.connect(
                                plain().rtcpPort(9998).srtpParameters(srtp).build()),
                        "invalid srtpParameters (SRTP not enabled)")
                .worker(
                        "{}",
                        () -> transport.connect(
                                PlainTransportConnectOptions.builder().build()),
                        "missing ip")
                .rule(
                        "ip: '::::1234'",
                        () -> PlainTransportConnectOptions.builder()
                                .ip("::::1234")
                                .build(),
                        "ip",
                        "::::1234",
                        LITERAL)
                .worker(
                        "ip and port, but no rtcpPort",
                        () -> transport.connect(plain().build()),
                        "missing rtcpPort (required with rtcpMux disabled)")
                .worker(
                        "ip and rtcpPort, but no port",
                        () -> transport.connect(PlainTransportConnectOptions.builder()
                                .ip("127.0.0.1")
                                .rtcpPort(1235)
                                .build()),
                        "missing port")
                .check();
        assertThat(transport.tuple().remoteIp()).isNull();
    }

    @Test
    @Upstream(CREATE_PIPE)
    void optionsOfAPipeTransport() {
        badListenInfo(Refusals.of(CREATE_PIPE), "listenIp: '123'", "listenIp: ['127.0.0.1']")
                .nothing("{}", () -> PipeTransportOptions.builder(absent()).build())
                .rule(
                        "listenInfo: { protocol: 'tcp' }",
                        () -> PipeTransportOptions.builder(Listen.tcp()).build(),
                        "listenInfo.protocol",
                        "tcp",
                        "must be udp")
                .rule(
                        "appData: 'NOT-AN-OBJECT'",
                        () -> PipeTransportOptions.builder(Listen.udp())
                                .appData(NO_DATA)
                                .build(),
                        "appData.object",
                        "not:JSON",
                        NO_DATA_RULE)
                .check();
        assertThat(router.transports()).isEmpty();
    }

    @Test
    @Upstream(SRTP_UNSET_PIPE)
    void srtpParametersOfAPipeWithoutSrtp() {
        PipeTransport transport = await(router.createPipeTransport(
                PipeTransportOptions.builder(Listen.udp()).build()));
        SrtpParameters srtp = new SrtpParameters(SrtpCryptoSuite.AEAD_AES_256_GCM, AES_GCM_KEY);

        Refusals.of(SRTP_UNSET_PIPE)
                .worker(
                        "srtpParameters without enableSrtp",
                        () -> transport.connect(PipeTransportConnectOptions.builder("127.0.0.2", 9999)
                                .srtpParameters(srtp)
                                .build()),
                        "invalid srtpParameters (SRTP not enabled)")
                .rule(
                        "srtpParameters: 'invalid'",
                        () -> new SrtpParameters(SrtpCryptoSuite.AEAD_AES_256_GCM, "invalid"),
                        "keyBase64",
                        "hidden",
                        "must be 44 bytes in Base64 with AEAD_AES_256_GCM")
                .check();
        assertThat(transport.tuple().remoteIp()).isNull();
    }

    @Test
    @Upstream(SRTP_PIPE)
    void srtpParametersOfPipeConnect() {
        PipeTransport transport = await(router.createPipeTransport(
                PipeTransportOptions.builder(Listen.udp()).enableSrtp(true).build()));

        badSrtpParameters(Refusals.of(SRTP_PIPE), SrtpCryptoSuite.AEAD_AES_256_GCM, AES_GCM_KEY, 44)
                .worker(
                        "without srtpParameters",
                        () -> transport.connect(PipeTransportConnectOptions.builder("127.0.0.2", 9999)
                                .build()),
                        "missing srtpParameters (SRTP enabled)")
                .rule(
                        "srtpParameters: 1",
                        () -> new SrtpParameters(SrtpCryptoSuite.AEAD_AES_256_GCM, "1"),
                        "keyBase64",
                        "hidden",
                        "must be 44 bytes in Base64 with AEAD_AES_256_GCM")
                .check();
        assertThat(transport.tuple().remoteIp()).isNull();
    }
}
