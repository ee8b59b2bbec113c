package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newPlainTransport;
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
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.dump.PlainTransportDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.stats.PlainTransportStat;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportSocketFlags;
import org.mafalda.mediasoup.transport.TransportTuple;

/** The first half of upstream's test-PlainTransport: how the transport is made, and its end. */
public abstract class PlainTransportContract extends AcceptanceTest {
    private static final String MULTICAST_IP = "224.0.0.1";

    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected PlainTransportContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    private PlainTransport create(PlainTransportOptions.Builder options) {
        return await(router.createPlainTransport(options.build()));
    }

    private static TransportTuple local(int port) {
        return new TransportTuple(Listen.IP, port, null, null, TransportProtocol.UDP);
    }

    @Test
    @Upstream("test-PlainTransport: router.createPlainTransport() succeeds")
    void createPlainTransportSucceeds() {
        EventProbe<NewTransportEvent> newTransports = probe(router::onNewTransport);
        TransportListenInfo announced = TransportListenInfo.builder(TransportProtocol.UDP, "127.0.0.1")
                .announcedAddress("9.9.9.1")
                .portRange(new TransportPortRange(2000, 3000))
                .build();

        PlainTransport transport =
                create(PlainTransportOptions.builder(announced).enableSctp(true).appData(Map.of("foo", "bar")));

        assertThat(await(router.dump()).transportIds()).containsExactly(transport.id());
        assertThat(newTransports.next().transport()).isSameAs(transport);
        assertThat(newTransports.arrived()).isEqualTo(1);
        assertThat(transport.closed()).isFalse();
        assertThat(transport.type()).isEqualTo(TransportType.PLAIN);
        assertThat(transport.appData()).isEqualTo(Map.of("foo", "bar"));
        assertThat(transport.tuple().localAddress()).isEqualTo("9.9.9.1");
        assertThat(transport.tuple().localPort()).isBetween(2000, 3000);
        assertThat(transport.tuple().protocol()).isEqualTo(TransportProtocol.UDP);
        assertThat(transport.tuple().remoteIp()).isNull();
        assertThat(transport.tuple().remotePort()).isNull();
        assertThat(transport.rtcpTuple()).isNull();
        assertThat(transport.sctpParameters())
                .isEqualTo(new SctpParameters(5000, 262_144, 262_144, 2_000_000, 2_000_000, 5_242_880, false));
        assertThat(transport.sctpState()).isEqualTo(SctpState.NEW);
        assertThat(transport.sctpNegotiatedCapabilities()).isNull();
        assertThat(transport.srtpParameters()).isNull();
        assertDumpAgrees(transport);
        transport.close();
        assertThat(transport.closed()).isTrue();
        assertThat(transport.sctpState()).isEqualTo(SctpState.CLOSED);
    }

    private static void assertDumpAgrees(PlainTransport transport) {
        PlainTransportDump dump = await(transport.dump());
        assertThat(dump.id()).isEqualTo(transport.id());
        assertThat(dump.producerIds()).isEmpty();
        assertThat(dump.consumerIds()).isEmpty();
        assertThat(dump.tuple()).isEqualTo(transport.tuple());
        assertThat(dump.rtcpTuple()).isEqualTo(transport.rtcpTuple());
        assertThat(dump.sctpParameters()).isEqualTo(transport.sctpParameters());
        assertThat(dump.sctpState()).isEqualTo(transport.sctpState());
        assertThat(dump.recvRtpHeaderExtensions()).isNotNull();
        assertThat(dump.rtpListener()).isNotNull();
    }

    @Test
    @Upstream("test-PlainTransport: router.createPlainTransport() succeeds")
    void createPlainTransportWithItsOwnRtcpPortSucceeds() {
        int rtpPort = Listen.freeUdpPort();
        int rtcpPort = Listen.freeUdpPort();

        PlainTransport transport =
                create(PlainTransportOptions.builder(Listen.udp(rtpPort)).rtcpListenInfo(Listen.udp(rtcpPort)));

        assertThat(transport.appData()).isEmpty();
        assertThat(transport.tuple()).isEqualTo(local(rtpPort));
        assertThat(transport.rtcpTuple()).isEqualTo(local(rtcpPort));
        assertThat(transport.sctpParameters()).isNull();
        assertThat(transport.sctpState()).isNull();
        assertThat(transport.sctpNegotiatedCapabilities()).isNull();
        assertDumpAgrees(transport);
    }

    /** Addresses, ranges and data are checked where the options are built, the protocol by the router. */
    @Test
    @Upstream("test-PlainTransport: router.createPlainTransport() with wrong arguments rejects with TypeError")
    void createPlainTransportWithWrongArgumentsFails() {
        assertThatThrownBy(() -> new TransportPortRange(4000, 3000)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> TransportListenInfo.of(TransportProtocol.UDP, "123"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("123");
        PlainTransportOptions.Builder badData =
                PlainTransportOptions.builder(Listen.udp()).appData(Map.of("object", new Object()));
        assertThatThrownBy(badData::build).isInstanceOf(InvalidArgumentException.class);
        assertThat(failureToCreate(Listen.tcp()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("protocol");
        assertThat(router.transports()).isEmpty();
    }

    /** Thrown by the builder, or what the future fails with. */
    private Throwable failureToCreate(TransportListenInfo listenInfo) {
        PlainTransportOptions options;
        try {
            options = PlainTransportOptions.builder(listenInfo).build();
        } catch (InvalidArgumentException e) {
            return e;
        }
        return assertFailsWith(router.createPlainTransport(options), InvalidArgumentException.class);
    }

    @Test
    @Upstream("test-PlainTransport: router.createPlainTransport() with non bindable IP rejects with Error")
    void createPlainTransportOnAForeignAddressFails() {
        assertFailsWith(
                router.createPlainTransport(
                        PlainTransportOptions.builder(TransportListenInfo.of(TransportProtocol.UDP, "8.8.8.8"))
                                .build()),
                RequestFailedException.class);
        assertThat(router.transports()).isEmpty();
    }

    private static PlainTransportOptions multicast(int port, TransportSocketFlags flags) {
        return PlainTransportOptions.builder(TransportListenInfo.builder(TransportProtocol.UDP, MULTICAST_IP)
                        .port(port)
                        .flags(flags)
                        .build())
                .build();
    }

    @Test
    @Upstream("test-PlainTransport: two transports binding to the same IP:port with udpReusePort flag succeed")
    void twoTransportsCanShareAPortWithReusePort() {
        int port = Listen.freeUdpPort();

        await(router.createPlainTransport(multicast(port, new TransportSocketFlags(true, true))));
        await(router.createPlainTransport(multicast(port, new TransportSocketFlags(false, true))));

        assertThat(router.transports()).hasSize(2);
    }

    @Test
    @Upstream("test-PlainTransport: two transports binding to the same IP:port without udpReusePort flag fail")
    void twoTransportsCannotShareAPortWithoutReusePort() {
        int port = Listen.freeUdpPort();

        await(router.createPlainTransport(multicast(port, TransportSocketFlags.NONE)));

        assertFailsWith(
                router.createPlainTransport(multicast(port, TransportSocketFlags.NONE)), RequestFailedException.class);
    }

    @Test
    @Upstream("test-PlainTransport: plainTransport.getStats() succeeds")
    void getStatsSucceeds() {
        PlainTransport transport = newPlainTransport(router);

        List<PlainTransportStat> stats = await(transport.getStats());

        assertThat(stats).hasSize(1);
        PlainTransportStat stat = stats.get(0);
        assertThat(stat.type()).isEqualTo("plain-rtp-transport");
        TransportAssertions.assertNoTraffic(stat, transport);
        assertThat(stat.tuple()).isEqualTo(transport.tuple());
        assertThat(stat.rtcpTuple()).isNull();
        assertThat(stat.rtcpMux()).isTrue();
        assertThat(stat.comedia()).isFalse();
    }

    @Test
    @Upstream("test-PlainTransport: router.createPlainTransport() with fixed port succeeds")
    void createPlainTransportWithFixedPortSucceeds() {
        int port = Listen.freeUdpPort();

        PlainTransport transport = create(PlainTransportOptions.builder(Listen.udp(port)));

        assertThat(transport.tuple().localPort()).isEqualTo(port);
    }

    @Test
    void rtcpGetsAPortOfItsOwnWithoutMultiplexing() {
        PlainTransport transport =
                create(PlainTransportOptions.builder(Listen.udp()).rtcpMux(false));

        TransportTuple rtcpTuple = Objects.requireNonNull(transport.rtcpTuple());
        assertThat(rtcpTuple.localPort()).isNotEqualTo(transport.tuple().localPort());
    }

    @Test
    @Upstream("test-PlainTransport: PlainTransport methods reject if closed")
    void methodsFailWhenClosed() {
        PlainTransport transport = newPlainTransport(router);
        EventProbe<CloseEvent> close = probe(transport::onClose);

        transport.close();

        assertThat(transport.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        close.expectNoneAfter(worker::dump);
        assertFailsWith(transport.dump(), InvalidStateException.class);
        assertFailsWith(transport.getStats(), InvalidStateException.class);
        assertFailsWith(
                transport.connect(PlainTransportConnectOptions.builder()
                        .ip(Listen.IP)
                        .port(1234)
                        .build()),
                InvalidStateException.class);
    }

    @Test
    @Upstream("test-PlainTransport: PlainTransport emits \"routerclose\" if Router is closed")
    void routerCloseClosesTheTransport() {
        PlainTransport transport = newPlainTransport(router);
        EventProbe<CloseEvent> close = probe(transport::onClose);

        router.close();

        assertThat(transport.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.RouterClosed());
        assertThat(assertFailsWith(transport.dump(), InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class);
    }

    @Test
    @Upstream("test-PlainTransport: PlainTransport emits \"routerclose\" if Worker is closed")
    void workerCloseClosesTheTransport() {
        PlainTransport transport = newPlainTransport(router);
        EventProbe<CloseEvent> close = probe(transport::onClose);

        worker.close();

        assertThat(transport.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.WorkerClosed());
        assertFailsWith(transport.dump(), WorkerClosedException.class);
    }
}
