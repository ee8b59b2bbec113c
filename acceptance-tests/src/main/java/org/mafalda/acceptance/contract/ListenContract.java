package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.dump.WebRtcServerDump;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportSocketFlags;

/** Where transports and WebRtcServers listen, in all the forms that a listen info has. */
public abstract class ListenContract extends AcceptanceTest {
    private static final String IPV6 = "::1";
    private static final String HOST_NAME = "media.example.org";

    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected ListenContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    private CompletableFuture<WebRtcTransport> webRtc(TransportListenInfo listenInfo) {
        return router.createWebRtcTransport(
                WebRtcTransportOptions.listen(listenInfo).enableTcp(true).build());
    }

    private CompletableFuture<PlainTransport> plain(TransportListenInfo listenInfo) {
        return router.createPlainTransport(
                PlainTransportOptions.builder(listenInfo).build());
    }

    private CompletableFuture<PipeTransport> pipe(TransportListenInfo listenInfo) {
        return router.createPipeTransport(
                PipeTransportOptions.builder(listenInfo).build());
    }

    private CompletableFuture<WebRtcServer> server(TransportListenInfo... listenInfos) {
        return worker.createWebRtcServer(
                WebRtcServerOptions.builder(List.of(listenInfos)).build());
    }

    private static TransportListenInfo.Builder listen(TransportProtocol protocol) {
        return TransportListenInfo.builder(protocol, Listen.IP);
    }

    private static IceCandidate candidate(WebRtcTransport transport) {
        return transport.iceCandidates().get(0);
    }

    /** Uses up a range of one port, and one of two. */
    private static <T> void assertRange(
            TransportProtocol protocol,
            Function<TransportListenInfo, CompletableFuture<T>> create,
            Function<T, Integer> port) {
        int free = Listen.freePortPair(protocol);
        TransportListenInfo one =
                listen(protocol).portRange(new TransportPortRange(free, free)).build();
        TransportListenInfo two = listen(protocol)
                .portRange(new TransportPortRange(free, free + 1))
                .build();

        assertThat(port.apply(await(create.apply(one)))).isEqualTo(free);
        assertThat(assertFailsWith(create.apply(one), RequestFailedException.class))
                .hasMessageContaining("no more available ports")
                .hasMessageContaining(Listen.IP);
        assertThat(port.apply(await(create.apply(two)))).isEqualTo(free + 1);
        assertFailsWith(create.apply(two), RequestFailedException.class);
    }

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void webRtcTransportsTakePortsOfTheRangeUntilThereIsNone(TransportProtocol protocol) {
        assertRange(protocol, this::webRtc, transport -> candidate(transport).port());
    }

    @Test
    void plainTransportsTakePortsOfTheRangeUntilThereIsNone() {
        assertRange(
                TransportProtocol.UDP,
                this::plain,
                transport -> transport.tuple().localPort());
    }

    @Test
    void pipeTransportsTakePortsOfTheRangeUntilThereIsNone() {
        assertRange(
                TransportProtocol.UDP,
                this::pipe,
                transport -> transport.tuple().localPort());
    }

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void serversTakePortsOfTheRangeUntilThereIsNone(TransportProtocol protocol) {
        assertRange(protocol, this::server, server -> {
            WebRtcServerDump dump = await(server.dump());
            return (protocol == TransportProtocol.UDP ? dump.udpSockets() : dump.tcpServers())
                    .get(0)
                    .port();
        });
        assertThat(worker.webRtcServers()).hasSize(2);
    }

    @Test
    void portOfAClosedTransportIsFreeAgain() {
        int free = Listen.freeUdpPort();
        TransportListenInfo one = listen(TransportProtocol.UDP)
                .portRange(new TransportPortRange(free, free))
                .build();

        await(plain(one)).close();

        assertThat(await(plain(one)).tuple().localPort()).isEqualTo(free);
    }

    @Test
    void hostNameIsAnnouncedAsItIs() {
        TransportListenInfo named =
                listen(TransportProtocol.UDP).announcedAddress(HOST_NAME).build();

        WebRtcTransport webRtc = await(webRtc(named));
        PlainTransport plain = await(plain(named));
        PipeTransport pipe = await(pipe(named));

        assertThat(webRtc.iceCandidates())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.address()).isEqualTo(HOST_NAME));
        assertThat(plain.tuple().localAddress()).isEqualTo(HOST_NAME);
        assertThat(pipe.tuple().localAddress()).isEqualTo(HOST_NAME);
    }

    @Test
    void internalAddressIsExposedBesideTheAnnouncedOne() {
        TransportListenInfo both = listen(TransportProtocol.UDP)
                .announcedAddress("203.0.113.7")
                .exposeInternalIp(true)
                .build();

        List<IceCandidate> candidates = await(webRtc(both)).iceCandidates();

        assertThat(candidates).extracting(IceCandidate::address).containsExactly("203.0.113.7", Listen.IP);
        assertThat(candidates.get(0).port()).isEqualTo(candidates.get(1).port());
        WebRtcServer server = await(server(both));
        assertThat(await(router.createWebRtcTransport(
                                WebRtcTransportOptions.server(server).build()))
                        .iceCandidates())
                .extracting(IceCandidate::address)
                .containsExactly("203.0.113.7", Listen.IP);
    }

    /** Where the machine has no IPv6, the failure names the address. */
    @Test
    void ipv6LoopbackIsListenedOn() {
        TransportListenInfo udp = TransportListenInfo.builder(TransportProtocol.UDP, IPV6)
                .flags(new TransportSocketFlags(true, false))
                .build();
        if (!Listen.hasIpv6()) {
            assertThat(assertFailsWith(plain(udp), RequestFailedException.class))
                    .hasMessageContaining(IPV6);
            return;
        }

        assertThat(candidate(await(webRtc(udp))).address()).isEqualTo(IPV6);
        assertThat(await(plain(udp)).tuple().localAddress()).isEqualTo(IPV6);
        assertThat(await(pipe(udp)).tuple().localAddress()).isEqualTo(IPV6);
        WebRtcServerDump dump = await(await(server(udp, TransportListenInfo.of(TransportProtocol.TCP, IPV6)))
                .dump());
        assertThat(dump.udpSockets())
                .singleElement()
                .satisfies(socket -> assertThat(socket.ip()).isEqualTo(IPV6));
        assertThat(dump.tcpServers())
                .singleElement()
                .satisfies(socket -> assertThat(socket.ip()).isEqualTo(IPV6));
    }

    @Test
    void portIsSharedWithTheReusePortFlagAlone() {
        TransportListenInfo shared = Listen.udp(Listen.freeUdpPort()).toBuilder()
                .flags(new TransportSocketFlags(false, true))
                .build();

        PipeTransport first = await(pipe(shared));
        PipeTransport second = await(pipe(shared));

        assertThat(first.tuple().localPort()).isEqualTo(second.tuple().localPort());
        assertThat(assertFailsWith(pipe(Listen.udp(shared.port())), RequestFailedException.class))
                .hasMessageContaining(Integer.toString(shared.port()));
    }

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void socketBuffersHaveTheWantedSizes(TransportProtocol protocol) {
        TransportListenInfo sized =
                listen(protocol).sendBufferSize(50_000).recvBufferSize(70_000).build();

        assertThat(candidate(await(webRtc(sized))).port()).isPositive();
        await(server(sized));
        if (protocol == TransportProtocol.UDP) {
            await(plain(sized));
            await(pipe(sized));
        }
    }

    @Test
    void wrongListenInfosCannotBeBuilt() {
        TransportListenInfo.Builder udp = listen(TransportProtocol.UDP);
        assertRefused(() -> udp.sendBufferSize(-1).build(), "sendBufferSize must not be negative");
        assertRefused(() -> listen(TransportProtocol.UDP).recvBufferSize(-1).build(), "recvBufferSize");
        assertRefused(() -> listen(TransportProtocol.UDP).port(65_536).build(), "port");
        assertRefused(
                () -> listen(TransportProtocol.UDP)
                        .port(2000)
                        .portRange(new TransportPortRange(2000, 3000))
                        .build(),
                "port must not be given together with portRange");
        assertRefused(() -> new TransportPortRange(3000, 2000), "max");
        assertRefused(() -> new TransportPortRange(-1, 2000), "min");
        assertRefused(() -> TransportListenInfo.of(TransportProtocol.UDP, "localhost"), "ip");
        assertRefused(
                () -> listen(TransportProtocol.UDP)
                        .announcedAddress("no host name")
                        .build(),
                "announcedAddress");
        assertThat(router.transports()).isEmpty();
    }

    private static void assertRefused(Runnable creation, String rule) {
        assertThatThrownBy(creation::run)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(rule);
    }
}
