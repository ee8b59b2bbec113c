package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.failure;

import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Signals;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.dump.IceUserNameFragment;
import org.mafalda.mediasoup.dump.IpPort;
import org.mafalda.mediasoup.dump.WebRtcServerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.event.WebRtcTransportHandledEvent;
import org.mafalda.mediasoup.event.WebRtcTransportUnhandledEvent;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceCandidateTcpType;
import org.mafalda.mediasoup.transport.IceCandidateType;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.rope.ProtocolException;

/** The second part of upstream's test-WebRtcServer: the transports that use the server's ports. */
public abstract class WebRtcServerTransportContract extends AcceptanceTest {
    private Worker worker;
    private Router router;
    private int udpPort;
    private int tcpPort;
    private WebRtcServer server;

    /** For the compositions. */
    protected WebRtcServerTransportContract() {}

    @BeforeEach
    void createServer() {
        worker = newWorker();
        router = newRouter(worker);
        udpPort = Listen.freeUdpPort();
        tcpPort = Listen.freeTcpPort();
        server = create(Listen.udp(udpPort), tcp().build());
    }

    private WebRtcServer create(TransportListenInfo... listenInfos) {
        return await(worker.createWebRtcServer(
                WebRtcServerOptions.builder(List.of(listenInfos)).build()));
    }

    private TransportListenInfo.Builder tcp() {
        return TransportListenInfo.builder(TransportProtocol.TCP, Listen.IP).port(tcpPort);
    }

    private CompletableFuture<WebRtcTransport> creation() {
        return router.createWebRtcTransport(
                WebRtcTransportOptions.server(server).build());
    }

    private WebRtcTransport newTransport() {
        return await(creation());
    }

    private void assertServerDump(String... transportIds) {
        WebRtcServerDump dump = await(server.dump());
        assertThat(dump.id()).isEqualTo(server.id());
        assertThat(dump.udpSockets()).containsExactly(new IpPort(Listen.IP, udpPort));
        assertThat(dump.tcpServers()).containsExactly(new IpPort(Listen.IP, tcpPort));
        assertThat(dump.webRtcTransportIds()).containsExactlyInAnyOrder(transportIds);
        assertThat(dump.localIceUsernameFragments())
                .extracting(IceUserNameFragment::webRtcTransportId)
                .containsExactlyInAnyOrder(transportIds);
    }

    private static void assertCandidate(IceCandidate candidate, TransportProtocol protocol, String address, int port) {
        assertThat(candidate.protocol()).isEqualTo(protocol);
        assertThat(candidate.address()).isEqualTo(address);
        assertThat(candidate.port()).isEqualTo(port);
        assertThat(candidate.type()).isEqualTo(IceCandidateType.HOST);
        assertThat(candidate.tcpType())
                .isEqualTo(protocol == TransportProtocol.TCP ? IceCandidateTcpType.PASSIVE : null);
    }

    @Test
    @Upstream("test-WebRtcServer: router.createWebRtcTransport() with webRtcServer succeeds and transport is closed")
    void transportLeavesTheServerWhenItIsClosed() {
        server.close();
        server = create(
                Listen.udp(udpPort),
                tcp().announcedAddress("media1.foo.org").exposeInternalIp(true).build());
        EventProbe<WebRtcTransportHandledEvent> handled = probe(server::onWebRtcTransportHandled);
        EventProbe<WebRtcTransportUnhandledEvent> unhandled = probe(server::onWebRtcTransportUnhandled);
        EventProbe<NewTransportEvent> newTransports = probe(router::onNewTransport);

        WebRtcTransport transport = await(router.createWebRtcTransport(WebRtcTransportOptions.server(server)
                .enableUdp(false)
                .appData(Map.of("foo", "bar"))
                .build()));

        assertThat(await(router.dump()).transportIds()).containsExactly(transport.id());
        assertThat(handled.next().webRtcTransport()).isSameAs(transport);
        assertThat(newTransports.next().transport()).isSameAs(transport);
        assertThat(transport.closed()).isFalse();
        assertThat(transport.appData()).isEqualTo(Map.of("foo", "bar"));
        List<IceCandidate> candidates = transport.iceCandidates();
        assertThat(candidates).hasSize(2);
        assertCandidate(candidates.get(0), TransportProtocol.TCP, "media1.foo.org", tcpPort);
        assertCandidate(candidates.get(1), TransportProtocol.TCP, Listen.IP, tcpPort);
        assertThat(candidates.get(0).priority()).isGreaterThan(candidates.get(1).priority());
        assertThat(transport.iceState()).isEqualTo(IceState.NEW);
        assertThat(transport.iceSelectedTuple()).isNull();
        assertThat(server.webRtcTransports()).containsExactly(Map.entry(transport.id(), transport));
        assertThat(router.transports()).containsExactly(Map.entry(transport.id(), transport));
        assertServerDump(transport.id());

        transport.close();

        assertThat(transport.closed()).isTrue();
        assertThat(server.webRtcTransports()).isEmpty();
        assertThat(router.transports()).isEmpty();
        assertThat(unhandled.next().webRtcTransport()).isSameAs(transport);
        assertThat(handled.arrived()).isEqualTo(1);
        assertThat(newTransports.arrived()).isEqualTo(1);
        unhandled.expectNoneAfter(worker::dump);
        assertServerDump();
    }

    @Test
    @Upstream("test-WebRtcServer: router.createWebRtcTransport() with webRtcServer succeeds and webRtcServer is closed")
    void closingTheServerClosesItsTransports() {
        EventProbe<WebRtcTransportUnhandledEvent> unhandled = probe(server::onWebRtcTransportUnhandled);
        WebRtcTransport transport = newTransport();
        EventProbe<CloseEvent> serverClose = probe(server::onClose);
        EventProbe<CloseEvent> close = probe(transport::onClose);
        List<IceCandidate> candidates = transport.iceCandidates();
        assertThat(candidates).hasSize(2);
        assertCandidate(candidates.get(0), TransportProtocol.UDP, Listen.IP, udpPort);
        assertCandidate(candidates.get(1), TransportProtocol.TCP, Listen.IP, tcpPort);
        assertServerDump(transport.id());
        await(transport.restartIce());
        assertThat(await(server.dump()).localIceUsernameFragments())
                .hasSize(2)
                .extracting(IceUserNameFragment::webRtcTransportId)
                .containsOnly(transport.id());

        server.close();

        assertThat(server.closed()).isTrue();
        assertThat(transport.closed()).isTrue();
        assertThat(transport.iceState()).isEqualTo(IceState.CLOSED);
        assertThat(transport.iceSelectedTuple()).isNull();
        assertThat(transport.dtlsState()).isEqualTo(DtlsState.CLOSED);
        assertThat(transport.sctpState()).isNull();
        assertThat(server.webRtcTransports()).isEmpty();
        assertThat(router.transports()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.ListenServerClosed());
        assertThat(serverClose.next().reason()).isEqualTo(new CloseReason.Called());
        assertThat(unhandled.next().webRtcTransport()).isSameAs(transport);
        unhandled.expectNoneAfter(worker::dump);
        assertThat(close.arrived()).isEqualTo(1);
        assertThat(await(worker.dump()).webRtcServerIds()).isEmpty();
        assertThat(await(worker.dump()).channelMessageHandlers().channelRequestHandlers())
                .containsExactly(router.id());
        assertThat(await(router.dump()).transportIds()).isEmpty();
    }

    private EventLog log(WebRtcTransport transport, Producer producer) {
        return eventLog()
                .add("unhandled", server::onWebRtcTransportUnhandled)
                .add("producer", producer::onClose)
                .add("transport", transport::onClose)
                .add("server", server::onClose);
    }

    @Test
    void newTransportIsToldBeforeTheServerHandlesIt() {
        EventLog log =
                eventLog().add("handled", server::onWebRtcTransportHandled).add("new", router::onNewTransport);
        EventProbe<Integer> inServer = probe(listener -> router.onNewTransport(
                event -> listener.on(server.webRtcTransports().size())));

        newTransport();

        assertThat(log.await(2)).containsExactly("new", "handled");
        assertThat(inServer.next())
                .as("transports of the server when the router tells")
                .isEqualTo(1);
    }

    @Test
    void transportThatClosesIsUnhandledBeforeItsCloseEvent() {
        WebRtcTransport transport = newTransport();
        EventLog log = log(transport, await(transport.produce(Sources.opus())));

        transport.close();

        assertThat(log.await(3)).containsExactly("producer", "unhandled", "transport");
    }

    @Test
    void transportIsUnhandledAfterTheServerClosedIt() {
        WebRtcTransport transport = newTransport();
        Producer producer = await(transport.produce(Sources.opus()));
        EventProbe<CloseEvent> close = probe(producer::onClose);
        EventLog log = log(transport, producer);

        server.close();

        assertThat(log.await(4)).containsExactly("producer", "transport", "unhandled", "server");
        assertThat(close.next().reason()).isEqualTo(new CloseReason.ListenServerClosed());
        assertThat(router.producers()).isEmpty();
    }

    @Test
    void transportsOfAClosedRouterLeaveTheServer() {
        WebRtcTransport transport = newTransport();
        EventLog log = log(transport, await(transport.produce(Sources.opus()))).add("router", router::onClose);

        router.close();

        assertThat(server.webRtcTransports()).isEmpty();
        assertThat(log.await(4)).containsExactly("producer", "unhandled", "transport", "router");
        assertThat(server.closed()).isFalse();
        assertServerDump();
    }

    @Test
    void closedWorkerClosesTransportsBeforeServers() {
        WebRtcTransport transport = newTransport();
        EventProbe<CloseEvent> close = probe(transport::onClose);
        EventLog log = log(transport, await(transport.produce(Sources.opus())))
                .add("router", router::onClose)
                .add("worker", worker::onClose);

        worker.close();

        assertThat(log.await(6)).containsExactly("producer", "unhandled", "transport", "router", "server", "worker");
        assertThat(close.next().reason()).isEqualTo(new CloseReason.WorkerClosed());
        assertThat(server.webRtcTransports()).isEmpty();
    }

    @Test
    void transportsOfSeveralRoutersShareTheServer() {
        WebRtcTransport first = newTransport();
        WebRtcTransport second = await(newRouter(worker)
                .createWebRtcTransport(WebRtcTransportOptions.server(server).build()));
        WebRtcTransport apart = newWebRtcTransport(router);

        assertThat(server.webRtcTransports())
                .containsExactly(Map.entry(first.id(), first), Map.entry(second.id(), second));
        assertServerDump(first.id(), second.id());
        server.close();

        assertThat(first.closed()).isTrue();
        assertThat(second.closed()).isTrue();
        assertThat(apart.closed()).isFalse();
        await(apart.dump());
    }

    @Test
    void serverOfAnotherWorkerIsRefused() {
        Router elsewhere = newRouter(newWorker());

        assertThat(assertFailsWith(
                        elsewhere.createWebRtcTransport(
                                WebRtcTransportOptions.server(server).build()),
                        InvalidArgumentException.class))
                .hasMessageContaining("webRtcServer")
                .hasMessageContaining("worker");
        assertThat(elsewhere.transports()).isEmpty();
        assertThat(server.webRtcTransports()).isEmpty();
    }

    @Test
    void serverOfAnotherImplementationIsRefused() {
        WebRtcServer foreign = (WebRtcServer) Proxy.newProxyInstance(
                WebRtcServer.class.getClassLoader(),
                new Class<?>[] {WebRtcServer.class},
                (proxy, method, arguments) -> method.getName().equals("toString") ? "foreign server" : null);

        assertThat(failure(router.createWebRtcTransport(
                        WebRtcTransportOptions.server(foreign).build())))
                .isInstanceOfAny(InvalidArgumentException.class, ProtocolException.class)
                .hasMessageContaining("foreign server");
        assertThat(router.transports()).isEmpty();
    }

    private List<TransportProtocol> protocolsByPriority(WebRtcTransportOptions.Builder options) {
        return await(router.createWebRtcTransport(options.build())).iceCandidates().stream()
                .sorted(Comparator.comparingLong(IceCandidate::priority).reversed())
                .map(IceCandidate::protocol)
                .toList();
    }

    @Test
    void preferredProtocolHasTheHigherPriority() {
        assertThat(protocolsByPriority(WebRtcTransportOptions.server(server).preferTcp(true)))
                .containsExactly(TransportProtocol.TCP, TransportProtocol.UDP);
        assertThat(protocolsByPriority(WebRtcTransportOptions.server(server).preferUdp(true)))
                .containsExactly(TransportProtocol.UDP, TransportProtocol.TCP);
        assertThat(protocolsByPriority(WebRtcTransportOptions.server(server).enableTcp(false)))
                .containsExactly(TransportProtocol.UDP);
    }

    @Test
    void closedServerIsRefused() {
        server.close();

        assertFailsWith(creation(), InvalidStateException.class);
        assertThat(router.transports()).isEmpty();
        assertThat(await(router.dump()).transportIds()).isEmpty();
    }

    @Test
    void creationInFlightOnAClosingServerFails() {
        List<ProcessHandle> processes = backend().processesOf(worker);
        Signals.send(processes, "STOP");

        CompletableFuture<WebRtcTransport> creation = creation();
        server.close();
        Signals.send(processes, "CONT");

        assertThat(assertFailsWith(creation, InvalidStateException.class)).isNotInstanceOf(WorkerClosedException.class);
        assertThat(router.transports()).isEmpty();
        assertThat(await(router.dump()).transportIds()).isEmpty();
        assertThat(await(worker.dump()).webRtcServerIds()).isEmpty();
    }

    @Test
    void deadWorkerClosesItsServers() {
        WebRtcTransport transport = newTransport();
        EventProbe<CloseEvent> close = probe(server::onClose);
        EventProbe<CloseEvent> workerClose = probe(worker::onClose);

        backend().kill(worker);

        workerClose.next();
        assertThat(close.next().reason()).isInstanceOf(CloseReason.WorkerDied.class);
        assertThat(transport.closed()).isTrue();
        assertThat(server.webRtcTransports()).isEmpty();
        assertThat(worker.webRtcServers()).isEmpty();
        assertFailsWith(server.dump(), WorkerClosedException.class);
    }
}
