package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.IceAgent;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.IceSelectedTupleChangeEvent;
import org.mafalda.mediasoup.event.IceStateChangeEvent;
import org.mafalda.mediasoup.transport.IceCandidate;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;

/** Connectivity of WebRtcTransports with an ICE agent: over UDP and TCP, on shared ports, and after a restart. */
public abstract class IceContract extends AcceptanceTest {
    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected IceContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    private static TransportTuple tuple(IceCandidate candidate, IceAgent agent) {
        return new TransportTuple(Listen.IP, candidate.port(), Listen.IP, agent.localPort(), candidate.protocol());
    }

    private static IceCandidate candidate(WebRtcTransport transport, TransportProtocol protocol) {
        return transport.iceCandidates().stream()
                .filter(candidate -> candidate.protocol() == protocol)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tcpConnectionIsSelected() {
        WebRtcTransport transport = await(router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.tcp()).enableTcp(true).build()));
        EventProbe<IceStateChangeEvent> states = probe(transport::onIceStateChange);
        EventProbe<IceSelectedTupleChangeEvent> tuples = probe(transport::onIceSelectedTupleChange);

        try (IceAgent agent = new IceAgent()) {
            IceCandidate candidate = candidate(transport, TransportProtocol.TCP);
            agent.nominate(transport.iceParameters(), candidate);

            assertThat(tuples.next().iceSelectedTuple()).isEqualTo(tuple(candidate, agent));
            assertThat(states.next().iceState()).isEqualTo(IceState.COMPLETED);
            assertThat(transport.iceSelectedTuple()).isEqualTo(tuple(candidate, agent));
            assertThat(await(transport.dump()).iceSelectedTuple()).isEqualTo(tuple(candidate, agent));
        }

        assertThat(states.next().iceState()).isEqualTo(IceState.DISCONNECTED);
        assertThat(transport.iceState()).isEqualTo(IceState.DISCONNECTED);
    }

    private WebRtcServer server(TransportListenInfo... listenInfos) {
        return await(worker.createWebRtcServer(
                WebRtcServerOptions.builder(List.of(listenInfos)).build()));
    }

    @Test
    void transportsOnTheGivenPortsOfAServerHaveTheirOwnAgents() {
        WebRtcServer server = server(Listen.udp(Listen.freeUdpPort()), Listen.tcp(Listen.freeTcpPort()));
        WebRtcTransportOptions options = WebRtcTransportOptions.server(server).build();
        WebRtcTransport first = await(router.createWebRtcTransport(options));
        WebRtcTransport second = await(newRouter(worker).createWebRtcTransport(options));
        WebRtcTransport third = await(router.createWebRtcTransport(options));
        EventProbe<IceSelectedTupleChangeEvent> firstTuple = probe(first::onIceSelectedTupleChange);
        EventProbe<IceSelectedTupleChangeEvent> secondTuple = probe(second::onIceSelectedTupleChange);
        EventProbe<IceSelectedTupleChangeEvent> thirdTuple = probe(third::onIceSelectedTupleChange);
        IceCandidate udp = candidate(first, TransportProtocol.UDP);
        IceCandidate tcp = candidate(first, TransportProtocol.TCP);

        try (IceAgent overUdp = new IceAgent();
                IceAgent alsoOverUdp = new IceAgent();
                IceAgent overTcp = new IceAgent()) {
            overUdp.nominate(first.iceParameters(), udp);
            alsoOverUdp.nominate(second.iceParameters(), udp);
            overTcp.nominate(third.iceParameters(), tcp);

            assertThat(firstTuple.next().iceSelectedTuple()).isEqualTo(tuple(udp, overUdp));
            assertThat(secondTuple.next().iceSelectedTuple()).isEqualTo(tuple(udp, alsoOverUdp));
            assertThat(thirdTuple.next().iceSelectedTuple()).isEqualTo(tuple(tcp, overTcp));
        }
    }

    /** Which ports that are, and whether they are the same, is the server's affair where none are given. */
    @Test
    void transportsOnAServerAreReachedAtTheirOwnCandidates() {
        WebRtcServer server = server(Listen.udp(), Listen.tcp());
        WebRtcTransportOptions options = WebRtcTransportOptions.server(server).build();
        for (TransportProtocol protocol : TransportProtocol.values()) {
            for (int i = 0; i < 4; i++) {
                WebRtcTransport transport = await(router.createWebRtcTransport(options));
                EventProbe<IceSelectedTupleChangeEvent> tuples = probe(transport::onIceSelectedTupleChange);
                IceCandidate candidate = candidate(transport, protocol);
                try (IceAgent agent = new IceAgent()) {
                    agent.nominate(transport.iceParameters(), candidate);

                    assertThat(tuples.next().iceSelectedTuple()).isEqualTo(tuple(candidate, agent));
                }
            }
        }
        assertThat(server.webRtcTransports()).hasSize(8);
    }

    @Test
    void restartedIceSelectsTheNewAgent() {
        WebRtcTransport transport = newWebRtcTransport(router);
        EventProbe<IceSelectedTupleChangeEvent> tuples = probe(transport::onIceSelectedTupleChange);
        IceCandidate candidate = candidate(transport, TransportProtocol.UDP);
        try (IceAgent before = new IceAgent();
                IceAgent after = new IceAgent()) {
            before.nominate(transport.iceParameters(), candidate);
            assertThat(tuples.next().iceSelectedTuple()).isEqualTo(tuple(candidate, before));

            IceParameters restarted = await(transport.restartIce());
            before.nominate(restarted, candidate);
            after.nominate(restarted, candidate);

            assertThat(tuples.next().iceSelectedTuple()).isEqualTo(tuple(candidate, after));
            assertThat(transport.iceParameters()).isEqualTo(restarted);
            assertThat(transport.iceState()).isEqualTo(IceState.COMPLETED);
        }
    }
}
