package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.SctpOptions;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.dump.WebRtcTransportDump;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.stats.WebRtcTransportStat;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceCandidateTcpType;
import org.mafalda.mediasoup.transport.IceCandidateType;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportSocketFlags;

/** The first third of upstream's test-WebRtcTransport: how the transport is made. */
public abstract class WebRtcTransportContract extends AcceptanceTest {
    private static final TransportPortRange PORTS = new TransportPortRange(2000, 3000);

    private Router router;

    /** For the compositions. */
    protected WebRtcTransportContract() {}

    @BeforeEach
    void createRouter() {
        router = newRouter(newWorker());
    }

    private WebRtcTransport create(WebRtcTransportOptions.Builder options) {
        return await(router.createWebRtcTransport(options.build()));
    }

    private static TransportListenInfo listen(TransportProtocol protocol, String ip, @Nullable String announced) {
        return TransportListenInfo.builder(protocol, ip)
                .announcedAddress(announced)
                .portRange(PORTS)
                .build();
    }

    @Test
    @Upstream("test-WebRtcTransport: router.createWebRtcTransport() succeeds")
    void createWebRtcTransportSucceeds() {
        EventProbe<NewTransportEvent> newTransports = probe(router::onNewTransport);

        WebRtcTransport transport = create(WebRtcTransportOptions.listen(
                        TransportListenInfo.builder(TransportProtocol.UDP, "127.0.0.1")
                                .announcedAddress("9.9.9.1")
                                .exposeInternalIp(true)
                                .portRange(PORTS)
                                .build(),
                        listen(TransportProtocol.TCP, "127.0.0.1", "9.9.9.1"),
                        listen(TransportProtocol.UDP, "0.0.0.0", "foo1.bar.org"),
                        listen(TransportProtocol.TCP, "0.0.0.0", "foo2.bar.org"),
                        listen(TransportProtocol.UDP, "127.0.0.1", null),
                        listen(TransportProtocol.TCP, "127.0.0.1", null))
                .enableTcp(true)
                .preferUdp(true)
                .enableSctp(true)
                .sctp(SctpOptions.builder()
                        .maxSendMessageSize(1000001)
                        .maxReceiveMessageSize(1000002)
                        .sendBufferSize(2000001)
                        .perStreamSendQueueLimit(2000002)
                        .maxReceiverWindowBufferSize(2000003)
                        .build())
                .appData(Map.of("foo", "bar")));

        assertThat(await(router.dump()).transportIds()).containsExactly(transport.id());
        assertThat(newTransports.next().transport()).isSameAs(transport);
        assertThat(newTransports.arrived()).isEqualTo(1);
        assertThat(router.transports()).containsExactly(Map.entry(transport.id(), transport));
        assertThat(transport.closed()).isFalse();
        assertThat(transport.type()).isEqualTo(TransportType.WEBRTC);
        assertThat(transport.appData()).isEqualTo(Map.of("foo", "bar"));
        assertNew(transport);
        assertThat(transport.sctpParameters())
                .isEqualTo(new SctpParameters(5000, 1000001, 1000002, 2000001, 2000002, 2000003, true));
        assertCandidates(transport.iceCandidates());
        assertDumpAgrees(transport, await(transport.dump()));
        transport.close();
        assertThat(transport.closed()).isTrue();
    }

    private static void assertNew(WebRtcTransport transport) {
        assertThat(transport.iceRole()).isEqualTo(IceRole.CONTROLLED);
        assertThat(transport.iceParameters().iceLite()).isTrue();
        assertThat(transport.iceParameters().usernameFragment()).isNotEmpty();
        assertThat(transport.iceParameters().password()).isNotEmpty();
        assertThat(transport.iceState()).isEqualTo(IceState.NEW);
        assertThat(transport.iceSelectedTuple()).isNull();
        assertThat(transport.dtlsParameters().fingerprints()).isNotEmpty();
        assertThat(transport.dtlsParameters().role()).isEqualTo(DtlsRole.AUTO);
        assertThat(transport.dtlsState()).isEqualTo(DtlsState.NEW);
        assertThat(transport.dtlsRemoteCert()).isNull();
        assertThat(transport.sctpState()).isEqualTo(SctpState.NEW);
        assertThat(transport.sctpNegotiatedCapabilities()).isNull();
    }

    private static void assertCandidates(List<IceCandidate> candidates) {
        assertThat(candidates)
                .extracting(candidate -> candidate.address() + " " + candidate.protocol())
                .containsExactly(
                        "9.9.9.1 udp",
                        "127.0.0.1 udp",
                        "9.9.9.1 tcp",
                        "foo1.bar.org udp",
                        "foo2.bar.org tcp",
                        "127.0.0.1 udp",
                        "127.0.0.1 tcp");
        assertThat(candidates).allSatisfy(candidate -> {
            assertThat(candidate.type()).isEqualTo(IceCandidateType.HOST);
            assertThat(candidate.tcpType())
                    .isEqualTo(candidate.protocol() == TransportProtocol.TCP ? IceCandidateTcpType.PASSIVE : null);
        });
        for (int i = 1; i < candidates.size(); i++) {
            assertThat(candidates.get(i - 1).priority())
                    .isGreaterThan(candidates.get(i).priority());
        }
    }

    private static void assertDumpAgrees(WebRtcTransport transport, WebRtcTransportDump dump) {
        assertThat(dump.id()).isEqualTo(transport.id());
        assertThat(dump.producerIds()).isEmpty();
        assertThat(dump.consumerIds()).isEmpty();
        assertThat(dump.iceRole()).isEqualTo(transport.iceRole());
        assertThat(dump.iceParameters()).isEqualTo(transport.iceParameters());
        assertThat(dump.iceCandidates()).isEqualTo(transport.iceCandidates());
        assertThat(dump.iceState()).isEqualTo(transport.iceState());
        assertThat(dump.iceSelectedTuple()).isEqualTo(transport.iceSelectedTuple());
        assertThat(dump.dtlsParameters()).isEqualTo(transport.dtlsParameters());
        assertThat(dump.dtlsState()).isEqualTo(transport.dtlsState());
        assertThat(dump.sctpParameters()).isEqualTo(transport.sctpParameters());
        assertThat(dump.sctpState()).isEqualTo(transport.sctpState());
        assertThat(dump.sctpNegotiatedCapabilities()).isEqualTo(new SctpNegotiatedCapabilities(0, 0));
        assertThat(dump.recvRtpHeaderExtensions()).isNotNull();
        assertThat(dump.rtpListener()).isNotNull();
    }

    /** Listen IPs are deprecated there and absent here; what the test shows is the order of UDP and TCP. */
    @Test
    @Upstream("test-WebRtcTransport: router.createWebRtcTransport() with deprecated listenIps succeeds")
    void candidatesComeInTheOrderOfTheListenInfos() {
        WebRtcTransport transport = create(WebRtcTransportOptions.listen(Listen.udp(), Listen.tcp())
                .enableUdp(true)
                .enableTcp(true)
                .initialAvailableOutgoingBitrate(1_000_000));

        List<IceCandidate> candidates = transport.iceCandidates();
        assertThat(candidates)
                .extracting(IceCandidate::protocol)
                .containsExactly(TransportProtocol.UDP, TransportProtocol.TCP);
        assertThat(candidates.get(0).priority()).isGreaterThan(candidates.get(1).priority());
    }

    @Test
    @Upstream("test-WebRtcTransport: router.createWebRtcTransport() with fixed port succeeds")
    void createWebRtcTransportWithFixedPortSucceeds() {
        int port = Listen.freeTcpPort();

        WebRtcTransport transport =
                create(WebRtcTransportOptions.listen(TransportListenInfo.builder(TransportProtocol.TCP, Listen.IP)
                        .port(port)
                        .flags(new TransportSocketFlags(false, true))
                        .build()));

        assertThat(transport.iceCandidates().get(0).port()).isEqualTo(port);
    }

    @Test
    @Upstream("test-WebRtcTransport: router.createWebRtcTransport() with portRange succeeds")
    void createWebRtcTransportWithPortRangeSucceedsUntilThePortsAreUsedUp() {
        int port = Listen.freeUdpPortPair();
        TransportListenInfo twoPorts = TransportListenInfo.builder(TransportProtocol.UDP, Listen.IP)
                .portRange(new TransportPortRange(port, port + 1))
                .build();

        IceCandidate first =
                create(WebRtcTransportOptions.listen(twoPorts)).iceCandidates().get(0);
        IceCandidate second =
                create(WebRtcTransportOptions.listen(twoPorts)).iceCandidates().get(0);

        assertThat(List.of(first.port(), second.port())).containsExactlyInAnyOrder(port, port + 1);
        assertThat(first.protocol()).isEqualTo(TransportProtocol.UDP);
        assertThat(first.address()).isEqualTo(Listen.IP);
        assertFailsWith(
                router.createWebRtcTransport(
                        WebRtcTransportOptions.listen(twoPorts).build()),
                RequestFailedException.class);
    }

    /** All of them are found where the options are built; arguments of another type cannot be written. */
    @Test
    @Upstream("test-WebRtcTransport: router.createWebRtcTransport() with wrong arguments rejects with TypeError")
    void wrongOptionsCannotBeBuilt() {
        WebRtcTransportOptions.Builder nowhere = WebRtcTransportOptions.listen();
        assertThatThrownBy(nowhere::build)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("listenInfos");
        assertThatThrownBy(() -> new TransportPortRange(4000, 3000)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> TransportListenInfo.of(TransportProtocol.UDP, "123"))
                .isInstanceOf(InvalidArgumentException.class);
        WebRtcTransportOptions.Builder badData =
                WebRtcTransportOptions.listen(Listen.udp()).appData(Map.of("object", new Object()));
        assertThatThrownBy(badData::build).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    @Upstream("test-WebRtcTransport: router.createWebRtcTransport() with non bindable IP rejects with Error")
    void createWebRtcTransportOnAForeignAddressFails() {
        assertFailsWith(
                router.createWebRtcTransport(
                        WebRtcTransportOptions.listen(listen(TransportProtocol.UDP, "8.8.8.8", null))
                                .build()),
                RequestFailedException.class);
        assertThat(router.transports()).isEmpty();
    }

    @Test
    @Upstream("test-WebRtcTransport: webRtcTransport.getStats() succeeds")
    void getStatsSucceeds() {
        WebRtcTransport transport = newWebRtcTransport(router);

        List<WebRtcTransportStat> stats = await(transport.getStats());

        assertThat(stats).hasSize(1);
        WebRtcTransportStat stat = stats.get(0);
        assertThat(stat.type()).isEqualTo("webrtc-transport");
        assertThat(stat.iceRole()).isEqualTo(IceRole.CONTROLLED);
        assertThat(stat.iceState()).isEqualTo(IceState.NEW);
        assertThat(stat.dtlsState()).isEqualTo(DtlsState.NEW);
        assertThat(stat.iceSelectedTuple()).isNull();
        assertThat(stat.maxIncomingBitrate()).isNull();
        TransportAssertions.assertNoTraffic(stat, transport);
    }
}
