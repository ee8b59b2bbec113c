package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.awaitChange;
import static org.mafalda.acceptance.Futures.failure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewTransportEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.rope.Change;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.Stateful;

/** Two holders of the same objects, as two app servers are: what one does the other sees, and can go on with. */
public abstract class SharedContract extends AcceptanceTest {
    private Mediasoup other;
    private Worker worker;
    private Router router;
    private Worker othersWorker;
    private Router othersRouter;

    /** For the compositions. */
    protected SharedContract() {}

    @BeforeEach
    void holdTheSame() {
        other = anotherHolder();
        worker = newWorker();
        router = newRouter(worker);
        awaitChange(other, () -> other.workers().containsKey(worker.id()));
        othersWorker = Objects.requireNonNull(other.workers().get(worker.id()));
        awaitChange(othersWorker, () -> othersWorker.routers().containsKey(router.id()));
        othersRouter = Objects.requireNonNull(othersWorker.routers().get(router.id()));
    }

    private Transport others(Transport transport) {
        awaitChange(othersRouter, () -> othersRouter.transports().containsKey(transport.id()));
        return Objects.requireNonNull(othersRouter.transports().get(transport.id()));
    }

    private Producer others(Producer producer) {
        awaitChange(othersRouter, () -> othersRouter.producers().containsKey(producer.id()));
        return Objects.requireNonNull(othersRouter.producers().get(producer.id()));
    }

    @Test
    void appDataOfOneReachesTheOther() {
        EventProbe<Change> changes = probe(listener -> ((Stateful) othersRouter).onChange(listener));

        await(router.setAppData(Map.of("room", "kitchen", "seats", 4, "open", true, "tags", List.of("a", "b"))));

        Map<String, Object> expected = Map.of("room", "kitchen", "seats", 4L, "open", true, "tags", List.of("a", "b"));
        assertThat(changes.next().properties()).containsExactly(Map.entry("appData", expected));
        assertThat(othersRouter.appData()).isEqualTo(expected);
        assertThat(router.appData()).isEqualTo(expected);
    }

    @Test
    void appDataOfBothEndsAsTheSameForBoth() {
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Void> mine = router.setAppData(Map.of("from", "one", "round", i));
            CompletableFuture<Void> theirs = othersRouter.setAppData(Map.of("from", "other", "round", i));
            await(mine);
            await(theirs);
        }

        await(router.dump());
        await(othersRouter.dump());
        assertThat(router.appData()).isEqualTo(othersRouter.appData()).containsEntry("round", 49L);
    }

    @Test
    void appDataIsThereWhenTheOtherHearsOfTheObject() {
        EventProbe<Object> appData = probe(listener -> othersRouter.onNewTransport(
                event -> listener.on(event.transport().appData())));

        await(router.createWebRtcTransport(WebRtcTransportOptions.listen(Listen.udp())
                .appData(Map.of("peer", "alice"))
                .build()));

        assertThat(appData.next()).isEqualTo(Map.of("peer", "alice"));
    }

    @Test
    void stateAndEventsReachBoth() {
        Producer producer = await(newWebRtcTransport(router).produce(Sources.opus()));
        Producer theirs = others(producer);
        EventProbe<PauseEvent> pauses = probe(producer::onPause);
        EventProbe<PauseEvent> theirPauses = probe(theirs::onPause);

        await(theirs.pause());

        pauses.next();
        theirPauses.next();
        assertThat(producer.paused()).isTrue();
        assertThat(theirs.paused()).isTrue();
        assertThat(theirs.rtpParameters()).isEqualTo(producer.rtpParameters());
    }

    @Test
    void oneGoesOnWithWhatTheOtherCreated() {
        EventProbe<NewTransportEvent> transports = probe(othersRouter::onNewTransport);
        WebRtcTransport sending = newWebRtcTransport(router);
        Producer producer = await(sending.produce(Sources.opus()));
        Transport theirSending = transports.next().transport();

        Consumer consumer = await(others(newWebRtcTransport(router))
                .consume(ConsumerOptions.builder(producer.id(), Devices.OPUS_H264)
                        .build()));

        assertThat(theirSending.id()).isEqualTo(sending.id());
        awaitChange(router, () -> router.consumers().containsKey(consumer.id()));
        assertThat(consumer.producerId()).isEqualTo(producer.id());
    }

    @Test
    void closeByOneIsACloseForTheOther() {
        Producer producer = await(newWebRtcTransport(router).produce(Sources.opus()));
        Producer theirs = others(producer);
        EventProbe<CloseEvent> producerCloses = probe(theirs::onClose);
        EventProbe<CloseEvent> routerCloses = probe(othersRouter::onClose);
        EventProbe<Boolean> all = probe(listener -> theirs.onClose(event ->
                listener.on(othersRouter.closed() && othersWorker.routers().isEmpty())));

        router.close();

        assertThat(producerCloses.next().reason()).isEqualTo(new CloseReason.RouterClosed());
        assertThat(routerCloses.next().reason()).isEqualTo(new CloseReason.Called());
        assertThat(all.next()).isTrue();
        assertThat(othersRouter.closed()).isTrue();
        assertThat(othersWorker.routers()).isEmpty();
        assertThat(assertFailsWith(theirs.dump(), InvalidStateException.class))
                .hasMessageContaining("Producer is closed");
    }

    /** An option that refers to an object: the server is one's, the transport the other's. */
    @Test
    void optionsReferToWhatTheOtherCreated() {
        WebRtcServer server = await(worker.createWebRtcServer(
                WebRtcServerOptions.builder(List.of(Listen.udp())).build()));
        awaitChange(othersWorker, () -> othersWorker.webRtcServers().containsKey(server.id()));
        WebRtcServer theirs =
                Objects.requireNonNull(othersWorker.webRtcServers().get(server.id()));

        WebRtcTransport transport = await(othersRouter.createWebRtcTransport(
                WebRtcTransportOptions.server(theirs).build()));

        awaitChange(server, () -> server.webRtcTransports().containsKey(transport.id()));
        assertThat(theirs.webRtcTransports()).containsOnlyKeys(transport.id());
        assertThat(await(server.dump()).webRtcTransportIds()).containsExactly(transport.id());
    }

    /** A reference is worth something to its own holder only: to pass it on, pass its id. */
    @Test
    void objectOfAnotherHolderIsRefusedAsAnOption() {
        WebRtcServer server = await(worker.createWebRtcServer(
                WebRtcServerOptions.builder(List.of(Listen.udp())).build()));

        Throwable failure = failure(othersRouter.createWebRtcTransport(
                WebRtcTransportOptions.server(server).build()));

        if (other != mediasoup()) {
            assertThat(failure)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("does not belong to this server")
                    .hasMessageContaining("WebRtcServer[id=" + server.id());
            assertThat(server.webRtcTransports()).isEmpty();
        } else {
            assertThat(failure).isNull();
        }
    }

    @Test
    void idsOfOneNameWhatTheOtherHolds() {
        Producer producer = await(newWebRtcTransport(router).produce(Sources.opus()));
        others(producer);

        assertThat(othersRouter.canConsume(producer.id(), Devices.OPUS_H264)).isTrue();
    }

    /** The end of a holder is not the end of what others hold; what it owns is up to its lease. */
    @Test
    void oneHolderGoesAndTheOtherStays() {
        Mediasoup third = anotherHolder();
        if (third != mediasoup()) {
            third.close();
            assertThat(third.workers()).isEmpty();
        }

        await(worker.dump());
        assertThat(worker.closed()).isFalse();
        assertThat(othersWorker.closed()).isFalse();
    }
}
