package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.SctpOptions;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.dump.PipeTransportDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.stats.PipeTransportStat;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.SrtpCryptoSuite;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;

/** The transport itself in upstream's test-PipeTransport: how it is made, connected, and its end. */
public abstract class PipeTransportContract extends AcceptanceTest {
    private static final SrtpParameters KEY = new SrtpParameters(
            SrtpCryptoSuite.AEAD_AES_256_GCM, "YTdjcDBvY2JoMGY5YXNlNDc0eDJsdGgwaWRvNnJsamRrdG16aWVpZHphdHo=");

    private Router router;

    /** For the compositions. */
    protected PipeTransportContract() {}

    @BeforeEach
    void createRouter() {
        router = newRouter(newWorker());
    }

    private PipeTransport create(PipeTransportOptions.Builder options) {
        return await(router.createPipeTransport(options.build()));
    }

    private static PipeTransportOptions.Builder udp() {
        return PipeTransportOptions.builder(Listen.udp());
    }

    private static PipeTransportConnectOptions.Builder to(int port) {
        return PipeTransportConnectOptions.builder("127.0.0.2", port);
    }

    @Test
    void createPipeTransportSucceeds() {
        EventProbe<NewTransportEvent> newTransports = probe(router::onNewTransport);
        TransportListenInfo announced = TransportListenInfo.builder(TransportProtocol.UDP, Listen.IP)
                .announcedAddress("9.9.9.1")
                .portRange(new TransportPortRange(2000, 3000))
                .build();

        PipeTransport transport = create(PipeTransportOptions.builder(announced)
                .enableSctp(true)
                .sctp(SctpOptions.builder()
                        .maxSendMessageSize(1000)
                        .maxReceiveMessageSize(2000)
                        .sendBufferSize(3000)
                        .perStreamSendQueueLimit(4000)
                        .maxReceiverWindowBufferSize(5000)
                        .build())
                .enableRtx(true)
                .appData(Map.of("foo", "bar")));

        assertThat(newTransports.next().transport()).isSameAs(transport);
        assertThat(router.transports()).containsExactly(Map.entry(transport.id(), transport));
        assertThat(transport.type()).isEqualTo(TransportType.PIPE);
        assertThat(transport.closed()).isFalse();
        assertThat(transport.appData()).isEqualTo(Map.of("foo", "bar"));
        assertThat(transport.tuple())
                .isEqualTo(new TransportTuple(
                        "9.9.9.1", transport.tuple().localPort(), null, null, TransportProtocol.UDP));
        assertThat(transport.tuple().localPort()).isBetween(2000, 3000);
        assertThat(transport.sctpParameters()).isEqualTo(new SctpParameters(5000, 1000, 2000, 3000, 4000, 5000, false));
        assertThat(transport.sctpState()).isEqualTo(SctpState.NEW);
        assertThat(transport.sctpNegotiatedCapabilities()).isNull();
        assertThat(transport.srtpParameters()).isNull();
        assertDumpAgrees(transport, true);
    }

    private static void assertDumpAgrees(PipeTransport transport, boolean rtx) {
        PipeTransportDump dump = await(transport.dump());
        assertThat(dump.id()).isEqualTo(transport.id());
        assertThat(dump.tuple()).isEqualTo(transport.tuple());
        assertThat(dump.rtx()).isEqualTo(rtx);
        assertThat(dump.srtpParameters()).isEqualTo(transport.srtpParameters());
        assertThat(dump.sctpParameters()).isEqualTo(transport.sctpParameters());
        assertThat(dump.sctpState()).isEqualTo(transport.sctpState());
        assertThat(dump.producerIds()).isEmpty();
        assertThat(dump.consumerIds()).isEmpty();
        assertThat(dump.dataProducerIds()).isEmpty();
        assertThat(dump.dataConsumerIds()).isEmpty();
    }

    @Test
    void optionsAreOffByDefault() {
        PipeTransport transport = create(udp());

        assertThat(transport.sctpParameters()).isNull();
        assertThat(transport.sctpState()).isNull();
        assertThat(transport.srtpParameters()).isNull();
        assertThat(transport.appData()).isEmpty();
        assertDumpAgrees(transport, false);
    }

    /** A missing place to listen is null; addresses, ranges and data are checked where the options are built. */
    @Test
    @Upstream("test-PipeTransport: router.createPipeTransport() with wrong arguments rejects with TypeError")
    @SuppressWarnings("NullAway")
    void createPipeTransportWithWrongArgumentsFails() {
        TransportListenInfo missing = null;
        PipeTransportOptions.Builder without = PipeTransportOptions.builder(missing);
        assertThatThrownBy(without::build)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("listenInfo");
        assertThatThrownBy(() -> new TransportPortRange(4000, 3000)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> TransportListenInfo.of(TransportProtocol.UDP, "123"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("[ip:123]");
        PipeTransportOptions.Builder badData = udp().appData(Map.of("object", new Object()));
        assertThatThrownBy(badData::build)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("appData");
        assertThatThrownBy(() -> PipeTransportOptions.builder(Listen.tcp()).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("listenInfo.protocol must be udp");
        assertThat(router.transports()).isEmpty();
    }

    @Test
    @Upstream("test-PipeTransport: router.createPipeTransport() with fixed port succeeds")
    void createPipeTransportWithFixedPortSucceeds() {
        int port = Listen.freeUdpPort();

        assertThat(create(PipeTransportOptions.builder(Listen.udp(port)))
                        .tuple()
                        .localPort())
                .isEqualTo(port);
    }

    @Test
    @Upstream("test-PipeTransport: pipeTransport.connect() with valid SRTP parameters succeeds")
    void connectWithValidSrtpParametersSucceeds() {
        PipeTransport transport = create(udp().enableSrtp(true));
        SrtpParameters own = Objects.requireNonNull(transport.srtpParameters());
        assertThat(own.cryptoSuite()).isEqualTo(SrtpCryptoSuite.AEAD_AES_256_GCM);
        assertThat(own.keyBase64()).hasSize(60);

        await(transport.connect(to(9999).srtpParameters(KEY).build()));

        assertThat(transport.tuple())
                .isEqualTo(new TransportTuple(
                        Listen.IP, transport.tuple().localPort(), "127.0.0.2", 9999, TransportProtocol.UDP));
        assertThat(transport.srtpParameters()).isEqualTo(own);
        assertDumpAgrees(transport, false);
    }

    /** Parameters that are none cannot be built, whether SRTP is enabled or not. */
    @Test
    @Upstream("test-PipeTransport: pipeTransport.connect() with srtpParameters fails if enableSrtp is unset")
    void connectWithSrtpParametersFailsWithoutSrtp() {
        PipeTransport transport = create(udp().enableRtx(true));

        assertThat(transport.srtpParameters()).isNull();
        assertThat(assertFailsWith(
                        transport.connect(to(9999).srtpParameters(KEY).build()), InvalidArgumentException.class))
                .hasMessageContaining("srtpParameters");
        assertThat(transport.tuple().remoteIp()).isNull();
    }

    /** Missing parts are null; a suite of another name and a key of another type cannot be written. */
    @Test
    @Upstream("test-PipeTransport: pipeTransport.connect() with invalid srtpParameters fails")
    @SuppressWarnings("NullAway")
    void connectWithInvalidSrtpParametersFails() {
        PipeTransport transport = create(udp().enableSrtp(true));

        assertThat(assertFailsWith(transport.connect(to(9999).build()), InvalidArgumentException.class))
                .hasMessageContaining("srtpParameters");
        assertThatThrownBy(() -> new SrtpParameters(null, KEY.keyBase64()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cryptoSuite");
        assertThatThrownBy(() -> new SrtpParameters(SrtpCryptoSuite.AEAD_AES_256_GCM, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("keyBase64");
        assertThatThrownBy(() -> SrtpCryptoSuite.valueOf("FOO")).isInstanceOf(IllegalArgumentException.class);
        for (String key : List.of("", "no Base64!", "c2hvcnQ=")) {
            assertThatThrownBy(() -> new SrtpParameters(SrtpCryptoSuite.AEAD_AES_256_GCM, key))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("keyBase64");
        }
        assertFailsWith(
                transport.connect(to(9999).srtpParameters(new SrtpParameters(
                                SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, "ZnQ3eWJraDg0d3ZoYzM5cXN1Y2pnaHU5NWxrZTVv"))
                        .build()),
                InvalidArgumentException.class);
        assertThat(transport.tuple().remoteIp()).isNull();
    }

    @Test
    void connectSucceedsOnce() {
        PipeTransport transport = create(udp());

        await(transport.connect(to(1234).build()));

        assertFailsWith(transport.connect(to(1235).build()), MediasoupException.class);
        assertThat(transport.tuple().remotePort()).isEqualTo(1234);
        for (int port : new int[] {-1, 65536}) {
            assertThatThrownBy(() -> to(port).build())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("[port:" + port + "]");
        }
        assertThatThrownBy(
                        () -> PipeTransportConnectOptions.builder("::::1234", 1).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("[ip:::::1234]");
    }

    @Test
    void getStatsSucceeds() {
        PipeTransport transport = create(udp());

        List<PipeTransportStat> stats = await(transport.getStats());

        assertThat(stats).hasSize(1);
        assertThat(stats.get(0).type()).isEqualTo("pipe-transport");
        assertThat(stats.get(0).tuple()).isEqualTo(transport.tuple());
        TransportAssertions.assertNoTraffic(stats.get(0), transport);
    }

    @Test
    void methodsFailWhenClosed() {
        PipeTransport transport = create(udp().enableSctp(true));
        EventProbe<CloseEvent> close = probe(transport::onClose);

        transport.close();

        assertThat(transport.closed()).isTrue();
        assertThat(transport.sctpState()).isEqualTo(SctpState.CLOSED);
        assertThat(router.transports()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        assertFailsWith(transport.dump(), InvalidStateException.class);
        assertFailsWith(transport.getStats(), InvalidStateException.class);
        assertFailsWith(transport.connect(to(1234).build()), InvalidStateException.class);
    }
}
