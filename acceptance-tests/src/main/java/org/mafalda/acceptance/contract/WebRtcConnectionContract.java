package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.IceAgent;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.DtlsStateChangeEvent;
import org.mafalda.mediasoup.event.IceSelectedTupleChangeEvent;
import org.mafalda.mediasoup.event.IceStateChangeEvent;
import org.mafalda.mediasoup.transport.DtlsFingerprint;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.FingerprintAlgorithm;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;

/** The last third of upstream's test-WebRtcTransport: the transport with a peer, and its end. */
public abstract class WebRtcConnectionContract extends AcceptanceTest {
    private static final String FINGERPRINT =
            "82:5A:68:3D:36:C3:0A:DE:AF:E7:32:43:D2:88:83:57:AC:2D:65:E5:80:C4:B6:FB:AF:1A:A0:21:9F:6D:0C:AD";
    private static final DtlsFingerprint SHA_256 = new DtlsFingerprint(FingerprintAlgorithm.SHA_256, FINGERPRINT);

    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected WebRtcConnectionContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    private static DtlsParameters remote(@Nullable DtlsRole role) {
        return new DtlsParameters(role, List.of(SHA_256));
    }

    @Test
    @Upstream("test-WebRtcTransport: webRtcTransport.connect() succeeds")
    void connectSucceedsOnce() {
        WebRtcTransport transport = newWebRtcTransport(router);

        await(transport.connect(remote(DtlsRole.CLIENT)));

        assertThat(transport.dtlsParameters().role()).isEqualTo(DtlsRole.SERVER);
        assertFailsWith(transport.connect(remote(DtlsRole.CLIENT)), MediasoupException.class);
        assertThat(transport.dtlsParameters().role()).isEqualTo(DtlsRole.SERVER);
    }

    @Test
    void connectWithoutARoleMakesTheWorkerTheClient() {
        WebRtcTransport transport = newWebRtcTransport(router);

        await(transport.connect(remote(null)));

        assertThat(transport.dtlsParameters().role()).isEqualTo(DtlsRole.CLIENT);
    }

    /** Unknown algorithms and roles cannot be written; a fingerprint of the wrong length cannot be built. */
    @Test
    @Upstream("test-WebRtcTransport: webRtcTransport.connect() with wrong arguments rejects with TypeError")
    void connectWithWrongArgumentsFails() {
        WebRtcTransport transport = newWebRtcTransport(router);

        assertThatThrownBy(() -> new DtlsFingerprint(FingerprintAlgorithm.SHA_512, FINGERPRINT))
                .isInstanceOf(InvalidArgumentException.class);
        assertFailsWith(
                transport.connect(new DtlsParameters(DtlsRole.CLIENT, List.of())), InvalidArgumentException.class);
        assertThat(transport.dtlsParameters().role()).isEqualTo(DtlsRole.AUTO);
        await(transport.connect(remote(DtlsRole.CLIENT)));
    }

    @Test
    @Upstream("test-WebRtcTransport: webRtcTransport.restartIce() succeeds")
    void restartIceMakesNewParameters() {
        WebRtcTransport transport = newWebRtcTransport(router);
        IceParameters before = transport.iceParameters();

        IceParameters after = await(transport.restartIce());

        assertThat(after.iceLite()).isTrue();
        assertThat(after.usernameFragment()).isNotEqualTo(before.usernameFragment());
        assertThat(after.password()).isNotEqualTo(before.password());
        assertThat(transport.iceParameters()).isEqualTo(after);
    }

    /** Upstream feigns the worker's notifications; here an ICE agent causes them. */
    @Test
    @Upstream("test-WebRtcTransport: WebRtcTransport events succeed")
    void iceAndDtlsStatesFollowThePeer() {
        WebRtcTransport transport = newWebRtcTransport(router);
        EventProbe<IceStateChangeEvent> iceStates = probe(transport::onIceStateChange);
        EventProbe<IceSelectedTupleChangeEvent> tuples = probe(transport::onIceSelectedTupleChange);
        EventProbe<DtlsStateChangeEvent> dtlsStates = probe(transport::onDtlsStateChange);
        await(transport.connect(remote(DtlsRole.SERVER)));

        try (IceAgent agent = new IceAgent()) {
            agent.nominate(transport.iceParameters(), transport.iceCandidates().get(0));

            assertThat(iceStates.next().iceState()).isEqualTo(IceState.COMPLETED);
            assertThat(transport.iceState()).isEqualTo(IceState.COMPLETED);
            TransportTuple tuple = tuples.next().iceSelectedTuple();
            assertThat(tuple)
                    .isEqualTo(new TransportTuple(
                            Listen.IP,
                            transport.iceCandidates().get(0).port(),
                            Listen.IP,
                            agent.localPort(),
                            TransportProtocol.UDP));
            assertThat(transport.iceSelectedTuple()).isEqualTo(tuple);
            assertThat(dtlsStates.next().dtlsState()).isEqualTo(DtlsState.CONNECTING);
            assertThat(transport.dtlsState()).isEqualTo(DtlsState.CONNECTING);
            assertThat(await(transport.getStats()).get(0).iceSelectedTuple()).isEqualTo(tuple);
        }
    }

    @Test
    @Upstream("test-WebRtcTransport: WebRtcTransport methods reject if closed")
    void methodsFailWhenClosed() {
        WebRtcTransport transport = newWebRtcTransport(router);
        EventProbe<CloseEvent> close = probe(transport::onClose);

        transport.close();

        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        close.expectNoneAfter(worker::dump);
        assertClosed(transport, null);
        List.<CompletableFuture<?>>of(
                        transport.dump(),
                        transport.getStats(),
                        transport.connect(remote(DtlsRole.CLIENT)),
                        transport.setMaxIncomingBitrate(200_000),
                        transport.setMaxOutgoingBitrate(200_000),
                        transport.setMinOutgoingBitrate(100_000),
                        transport.restartIce())
                .forEach(call -> assertFailsWith(call, InvalidStateException.class));
        assertThat(await(router.dump()).transportIds()).isEmpty();
    }

    private static void assertClosed(WebRtcTransport transport, @Nullable SctpState sctpState) {
        assertThat(transport.closed()).isTrue();
        assertThat(transport.iceState()).isEqualTo(IceState.CLOSED);
        assertThat(transport.iceSelectedTuple()).isNull();
        assertThat(transport.dtlsState()).isEqualTo(DtlsState.CLOSED);
        assertThat(transport.sctpState()).isEqualTo(sctpState);
    }

    @Test
    @Upstream("test-WebRtcTransport: WebRtcTransport emits \"routerclose\" if Router is closed")
    void routerCloseClosesTheTransport() {
        WebRtcTransport transport = await(router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).enableSctp(true).build()));
        EventProbe<CloseEvent> close = probe(transport::onClose);

        router.close();

        assertClosed(transport, SctpState.CLOSED);
        assertThat(close.next().reason()).isEqualTo(new CloseReason.RouterClosed());
        assertThat(assertFailsWith(transport.dump(), InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class);
    }

    @Test
    @Upstream("test-WebRtcTransport: WebRtcTransport emits \"routerclose\" if Worker is closed")
    void workerCloseClosesTheTransport() {
        WebRtcTransport transport = newWebRtcTransport(router);
        EventProbe<CloseEvent> close = probe(transport::onClose);

        worker.close();

        assertClosed(transport, null);
        assertThat(close.next().reason()).isEqualTo(new CloseReason.WorkerClosed());
        assertFailsWith(transport.dump(), WorkerClosedException.class);
    }
}
