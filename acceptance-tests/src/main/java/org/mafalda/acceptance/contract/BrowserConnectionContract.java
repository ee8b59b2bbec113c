package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Futures;
import org.mafalda.acceptance.media.BrowserEndpoint;
import org.mafalda.acceptance.media.BrowserEndpoint.SelectedPair;
import org.mafalda.acceptance.media.BrowserVideo;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.acceptance.media.ChromiumExtension;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.DtlsStateChangeEvent;
import org.mafalda.mediasoup.event.IceSelectedTupleChangeEvent;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;

/** How a browser reaches its transports, over UDP and over TCP, anew after an ICE restart, and how it leaves. */
@ExtendWith(ChromiumExtension.class)
public abstract class BrowserConnectionContract extends AcceptanceTest {
    private static final int FRAMES = 10;
    private static final int WIDTH = 640;

    private Worker worker;
    private Router router;
    private BrowserEndpoint browser;

    /** For the compositions. */
    protected BrowserConnectionContract() {}

    @BeforeEach
    void openBrowser(Chromium chromium) {
        worker = newWorker();
        router = newRouter(worker);
        browser = closeAfterTest(BrowserEndpoint.open(chromium, router));
    }

    private WebRtcTransport create(WebRtcTransportOptions.Builder options) {
        return await(router.createWebRtcTransport(options.build()));
    }

    private long packetsFromBrowser(Producer producer) {
        return await(producer.getStats()).stream()
                .mapToLong(RtpStreamRecvStats::packetCount)
                .sum();
    }

    /** Waits until the browser has got so many pictures that later ones cannot have been under way before. */
    private void awaitMedia(Consumer consumer) {
        browser.awaitWidth(consumer, WIDTH, FRAMES);
    }

    /** Waits, picture by picture, until both ends agree on the pair that is in use. */
    private void assertConnected(WebRtcTransport transport, TransportProtocol protocol, Consumer consumer) {
        long end = System.nanoTime() + Futures.DEADLINE.toNanos();
        SelectedPair pair = browser.selectedPair(transport);
        while (!agree(transport, pair) && System.nanoTime() < end) {
            browser.nextFrames(consumer, 1);
            pair = browser.selectedPair(transport);
        }
        assertThat(agree(transport, pair))
                .as("browser: %s, transport: %s %s", pair, transport.iceSelectedTuple(), transport.iceState())
                .isTrue();
        assertThat(transport.iceSelectedTuple())
                .isNotNull()
                .satisfies(tuple -> assertThat(tuple.protocol()).isEqualTo(protocol));
        assertThat(transport.dtlsState()).isEqualTo(DtlsState.CONNECTED);
        assertThat(transport.dtlsRemoteCert()).startsWith("-----BEGIN CERTIFICATE-----");
    }

    private static boolean agree(WebRtcTransport transport, @Nullable SelectedPair pair) {
        TransportTuple tuple = transport.iceSelectedTuple();
        return pair != null
                && tuple != null
                && tuple.localPort() == pair.port()
                && Objects.equals(tuple.remotePort(), pair.localPort())
                && tuple.protocol() == pair.protocol()
                && List.of(IceState.CONNECTED, IceState.COMPLETED).contains(transport.iceState())
                && transport.dtlsState() == DtlsState.CONNECTED
                && transport.iceParameters().usernameFragment().equals(pair.usernameFragment());
    }

    private void restartIce(WebRtcTransport transport) {
        IceParameters fresh = await(transport.restartIce());
        assertThat(transport.iceParameters()).isEqualTo(fresh);
        browser.restartIce(transport, fresh);
    }

    @Test
    void mediaGoesOnAfterIceRestart() {
        WebRtcTransport sending = browser.sendOver(newWebRtcTransport(router));
        WebRtcTransport receiving = browser.receiveOver(newWebRtcTransport(router));
        Producer producer = browser.sendVideo(sending, BrowserVideo.vp8());
        Consumer consumer = browser.receive(receiving, producer);
        awaitMedia(consumer);
        EventProbe<DtlsStateChangeEvent> dtlsStates = probe(sending::onDtlsStateChange);
        EventProbe<IceSelectedTupleChangeEvent> tuples = probe(sending::onIceSelectedTupleChange);

        restartIce(sending);
        tuples.next();
        restartIce(receiving);

        assertConnected(sending, TransportProtocol.UDP, consumer);
        assertConnected(receiving, TransportProtocol.UDP, consumer);
        long sentBefore = packetsFromBrowser(producer);
        long receivedBefore = browser.packetsReceived(consumer);
        awaitMedia(consumer);
        assertThat(packetsFromBrowser(producer)).isGreaterThanOrEqualTo(sentBefore + FRAMES);
        assertThat(browser.packetsReceived(consumer)).isGreaterThanOrEqualTo(receivedBefore + FRAMES);
        dtlsStates.expectNoneAfter(sending::dump);
    }

    @Test
    void mediaPassesOverTcp() {
        WebRtcTransport sending = browser.sendOver(
                create(WebRtcTransportOptions.listen(Listen.tcp()).enableTcp(true)));
        WebRtcTransport receiving = browser.receiveOver(
                create(WebRtcTransportOptions.listen(Listen.tcp()).enableTcp(true)));
        assertThat(sending.iceCandidates())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.protocol()).isEqualTo(TransportProtocol.TCP));

        Producer producer = browser.sendVideo(sending, BrowserVideo.vp8());
        Consumer consumer = browser.receive(receiving, producer);

        awaitMedia(consumer);
        assertConnected(sending, TransportProtocol.TCP, consumer);
        assertConnected(receiving, TransportProtocol.TCP, consumer);
    }

    private void twoTransportsShareAPort(TransportProtocol protocol) {
        int udpPort = Listen.freeUdpPort();
        int tcpPort = Listen.freeTcpPort();
        WebRtcServer server = await(
                worker.createWebRtcServer(WebRtcServerOptions.builder(List.of(Listen.udp(udpPort), Listen.tcp(tcpPort)))
                        .build()));
        boolean udp = protocol == TransportProtocol.UDP;
        WebRtcTransportOptions.Builder options =
                WebRtcTransportOptions.server(server).enableUdp(udp).enableTcp(!udp);
        WebRtcTransport sending = browser.sendOver(create(options));
        WebRtcTransport receiving = browser.receiveOver(create(options));
        Producer producer = browser.sendVideo(sending, BrowserVideo.vp8());
        Consumer consumer = browser.receive(receiving, producer);

        awaitMedia(consumer);
        assertConnected(sending, protocol, consumer);
        assertConnected(receiving, protocol, consumer);
        assertThat(server.webRtcTransports().values())
                .containsExactly(sending, receiving)
                .allSatisfy(transport -> {
                    TransportTuple tuple = Objects.requireNonNull(transport.iceSelectedTuple());
                    assertThat(tuple.localPort()).isEqualTo(udp ? udpPort : tcpPort);
                });
    }

    @Test
    void twoTransportsShareTheUdpPortOfAServer() {
        twoTransportsShareAPort(TransportProtocol.UDP);
    }

    @Test
    void twoTransportsShareTheTcpPortOfAServer() {
        twoTransportsShareAPort(TransportProtocol.TCP);
    }

    @Test
    void aBrowserThatLeavesIsDisconnected() {
        WebRtcTransport sending = browser.sendOver(newWebRtcTransport(router));
        EventProbe<DtlsStateChangeEvent> dtlsStates = probe(sending::onDtlsStateChange);
        browser.sendVideo(sending, BrowserVideo.vp8());
        dtlsStates.until(() -> sending.dtlsState() == DtlsState.CONNECTED);

        browser.closeTransport(sending);

        dtlsStates.until(() -> sending.dtlsState() == DtlsState.CLOSED);
        assertThat(sending.closed()).isFalse();
    }
}
