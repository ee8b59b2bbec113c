package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.dump.IpPort;
import org.mafalda.mediasoup.dump.WebRtcServerDump;
import org.mafalda.mediasoup.dump.WorkerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewWebRtcServerEvent;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** The first part of upstream's test-WebRtcServer: the server itself. */
public abstract class WebRtcServerContract extends AcceptanceTest {
    private Worker worker;

    /** For the compositions. */
    protected WebRtcServerContract() {}

    @BeforeEach
    void createWorker() {
        worker = newWorker();
    }

    private static WebRtcServerOptions on(TransportListenInfo... listenInfos) {
        return WebRtcServerOptions.builder(List.of(listenInfos))
                .appData(Map.of("foo", 123))
                .build();
    }

    private WebRtcServer create(TransportListenInfo... listenInfos) {
        return await(worker.createWebRtcServer(on(listenInfos)));
    }

    /** Creates a server with one UDP and one TCP socket and checks all that can be seen of it. */
    private WebRtcServerDump createAndCheck(TransportListenInfo udp, TransportListenInfo tcp) {
        EventProbe<NewWebRtcServerEvent> newServers = probe(worker::onNewWebRtcServer);

        WebRtcServer server = create(udp, tcp);

        assertThat(newServers.next().webRtcServer()).isSameAs(server);
        assertThat(newServers.arrived()).isEqualTo(1);
        assertThat(server.id()).isNotEmpty();
        assertThat(server.closed()).isFalse();
        assertThat(server.appData()).isEqualTo(Map.of("foo", 123L));
        assertThat(server.webRtcTransports()).isEmpty();
        assertThat(worker.webRtcServers()).containsExactly(Map.entry(server.id(), server));
        WorkerDump workerDump = await(worker.dump());
        assertThat(workerDump.webRtcServerIds()).containsExactly(server.id());
        assertThat(workerDump.routerIds()).isEmpty();
        assertThat(workerDump.channelMessageHandlers().channelRequestHandlers()).containsExactly(server.id());
        assertThat(workerDump.channelMessageHandlers().channelNotificationHandlers())
                .isEmpty();
        WebRtcServerDump dump = await(server.dump());
        assertThat(dump.id()).isEqualTo(server.id());
        assertThat(dump.webRtcTransportIds()).isEmpty();
        assertThat(dump.localIceUsernameFragments()).isEmpty();
        worker.close();
        assertThat(server.closed()).isTrue();
        assertThat(worker.webRtcServers()).isEmpty();
        return dump;
    }

    private static TransportListenInfo.Builder tcp() {
        return TransportListenInfo.builder(TransportProtocol.TCP, Listen.IP).announcedAddress("foo.bar.org");
    }

    @Test
    @Upstream("test-WebRtcServer: worker.createWebRtcServer() succeeds")
    void createWebRtcServerSucceeds() {
        int udpPort = Listen.freeUdpPort();
        int tcpPort = Listen.freeTcpPort();

        WebRtcServerDump dump =
                createAndCheck(Listen.udp(udpPort), tcp().port(tcpPort).build());

        assertThat(dump.udpSockets()).containsExactly(new IpPort(Listen.IP, udpPort));
        assertThat(dump.tcpServers()).containsExactly(new IpPort(Listen.IP, tcpPort));
    }

    @Test
    @Upstream("test-WebRtcServer: worker.createWebRtcServer() with portRange succeeds")
    void createWebRtcServerWithPortRangesSucceeds() {
        int udpPort = Listen.freeUdpPort();
        int tcpPort = Listen.freeTcpPort();

        WebRtcServerDump dump = createAndCheck(
                TransportListenInfo.builder(TransportProtocol.UDP, Listen.IP)
                        .portRange(new TransportPortRange(udpPort, udpPort))
                        .build(),
                tcp().portRange(new TransportPortRange(tcpPort, tcpPort)).build());

        assertThat(dump.udpSockets()).containsExactly(new IpPort(Listen.IP, udpPort));
        assertThat(dump.tcpServers()).containsExactly(new IpPort(Listen.IP, tcpPort));
    }

    @Test
    @Upstream("test-WebRtcServer: worker.createWebRtcServer() without specifying port/portRange succeeds")
    void createWebRtcServerOnAnyPortsSucceeds() {
        WebRtcServerDump dump = createAndCheck(Listen.udp(), tcp().build());

        assertThat(dump.udpSockets()).singleElement().satisfies(socket -> {
            assertThat(socket.ip()).isEqualTo(Listen.IP);
            assertThat(socket.port()).isPositive();
        });
        assertThat(dump.tcpServers()).singleElement().satisfies(socket -> {
            assertThat(socket.ip()).isEqualTo(Listen.IP);
            assertThat(socket.port()).isPositive();
        });
    }

    /** Listen infos that are no list, or no listen infos, cannot be written. */
    @Test
    @Upstream("test-WebRtcServer: worker.createWebRtcServer() with wrong arguments rejects with TypeError")
    void wrongOptionsCannotBeBuilt() {
        WebRtcServerOptions.Builder nowhere = WebRtcServerOptions.builder(List.of());

        assertThatThrownBy(nowhere::build)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("listenInfos must not be empty [listenInfos:[]]");
        assertThat(worker.webRtcServers()).isEmpty();
    }

    @Test
    @Upstream("test-WebRtcServer: worker.createWebRtcServer() with unavailable listenInfos rejects with Error")
    void createWebRtcServerOnUnavailableAddressesFails() {
        Worker other = newWorker();
        int port = Listen.freeUdpPort();
        TransportListenInfo free = Listen.udp(port);
        TransportListenInfo foreign = TransportListenInfo.of(TransportProtocol.UDP, "1.2.3.4");

        assertThat(assertFailsWith(worker.createWebRtcServer(on(free, foreign)), RequestFailedException.class))
                .hasMessageContaining("1.2.3.4");
        assertThat(assertFailsWith(worker.createWebRtcServer(on(free, free)), RequestFailedException.class))
                .hasMessageContaining(Integer.toString(port));
        assertThat(worker.webRtcServers()).isEmpty();
        WebRtcServer server = create(free);
        assertThat(assertFailsWith(other.createWebRtcServer(on(free)), RequestFailedException.class))
                .hasMessageContaining(Integer.toString(port));
        assertThat(await(worker.dump()).webRtcServerIds()).containsExactly(server.id());
        assertThat(await(other.dump()).webRtcServerIds()).isEmpty();
    }

    @Test
    void portsAreFreeAgainAfterClose() {
        TransportListenInfo udp = Listen.udp(Listen.freeUdpPort());

        create(udp).close();

        assertThat(create(udp).closed()).isFalse();
    }

    @Test
    @Upstream("test-WebRtcServer: worker.createWebRtcServer() rejects with WorkerClosedError if Worker is closed")
    void createWebRtcServerFailsWhenTheWorkerIsClosed() {
        worker.close();

        assertFailsWith(worker.createWebRtcServer(on(Listen.udp())), WorkerClosedException.class);
    }

    @Test
    @Upstream("test-WebRtcServer: webRtcServer.close() succeeds")
    void closeSucceeds() {
        WebRtcServer server = create(Listen.udp());
        EventProbe<CloseEvent> close = probe(server::onClose);

        server.close();

        assertThat(server.closed()).isTrue();
        assertThat(worker.webRtcServers()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        close.expectNoneAfter(worker::dump);
        assertThat(assertFailsWith(server.dump(), InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class)
                .hasMessageContaining(server.id());
        assertThat(await(worker.dump()).webRtcServerIds()).isEmpty();
    }

    @Test
    @Upstream("test-WebRtcServer: WebRtcServer emits \"workerclose\" if Worker is closed")
    void workerCloseClosesTheServer() {
        WebRtcServer server = create(Listen.tcp());
        EventProbe<CloseEvent> close = probe(server::onClose);

        worker.close();

        assertThat(server.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.WorkerClosed());
        assertThat(close.arrived()).isEqualTo(1);
        assertFailsWith(server.dump(), WorkerClosedException.class);
    }

    @Test
    void setAppDataReplacesTheData() {
        WebRtcServer server = create(Listen.udp());

        await(server.setAppData(Map.of("region", "north")));

        assertThat(server.appData()).isEqualTo(Map.of("region", "north"));
    }
}
