package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mafalda.InnerWorkerDiedEvent;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.PipeToMafaldaRouterOptions;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.TransportLostEvent;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mafalda.remote.client.RemoteMafalda;
import org.mafalda.mafalda.remote.server.RemoteMafaldaServer;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.WorkerDiedEvent;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.local.LocalMediasoupOptions;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/** What a router that spans real workers does beyond an ordinary one, and how it outlives them. */
final class SpanningLifeIT {
    private final LocalMediasoup local =
            LocalMediasoup.create(LocalMediasoupOptions.builder().build());
    private MafaldaMediasoup mafalda = MafaldaMediasoup.over(local);

    @AfterEach
    void closeAll() {
        mafalda.close();
        local.close();
    }

    private void restart(MafaldaOptions.Builder options) {
        mafalda.close();
        mafalda = MafaldaMediasoup.over(local, options.build());
    }

    /** Each transport of a router is on another worker than the one before. */
    private void scatter() {
        restart(MafaldaOptions.builder().policy(PlacementPolicy.scatter(2)).maxWorkers(2));
    }

    private MafaldaRouter scattered() {
        scatter();
        return router(MafaldaRouterOptions.builder());
    }

    private MafaldaRouter router(MafaldaRouterOptions.Builder options) {
        return routerOf(mafalda, options);
    }

    private static MafaldaRouter routerOf(Mafalda mafalda, MafaldaRouterOptions.Builder options) {
        return await(mafalda.createMafaldaRouter(options.routerOptions(RouterOptions.builder()
                        .mediaCodecs(RouterCodecs.OPUS_VP8_H264)
                        .build())
                .build()));
    }

    private static WebRtcTransport webRtc(MafaldaRouter router) {
        return await(router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).build()));
    }

    private static Consumer consume(Transport transport, Producer producer) {
        return await(transport.consume(
                ConsumerOptions.builder(producer.id(), Devices.OPUS_H264).build()));
    }

    /** Ends the real worker that a transport is on. */
    private static void killWorkerOf(MafaldaRouter router, Transport transport) {
        Topology.InnerRouter place =
                Objects.requireNonNull(await(router.topology()).transports().get(transport.id()));
        ProcessHandle.of(Objects.requireNonNull(place.pid())).orElseThrow().destroyForcibly();
    }

    @Test
    void routerGoesOnWhenItsLastWorkerHasDied() {
        MafaldaRouter router = router(MafaldaRouterOptions.builder());
        WebRtcTransport before = webRtc(router);
        Worker virtual = mafalda.workers().values().iterator().next();
        try (EventProbe<InnerWorkerDiedEvent> died = new EventProbe<>(router::onInnerWorkerDied)) {
            killWorkerOf(router, before);

            assertThat(died.next().transportIds()).containsExactly(before.id());
        }
        assertThat(before.closed()).isTrue();

        WebRtcTransport after = webRtc(router);
        Producer producer = await(after.produce(Sources.opus(1)));

        assertThat(router.producers()).containsOnlyKeys(producer.id());
        assertThat(virtual.closed()).isFalse();
        assertThat(virtual.died()).isFalse();
    }

    @Test
    void virtualWorkerDiesWithItsLastRealOneIfThatIsWanted() {
        restart(MafaldaOptions.builder().restart(false));
        Worker virtual = await(mafalda.createWorker(WorkerSettings.DEFAULT));
        try (EventProbe<WorkerDiedEvent> died = new EventProbe<>(virtual::onDied)) {
            local.workers()
                    .values()
                    .forEach(real -> ProcessHandle.of(real.pid().orElseThrow())
                            .orElseThrow()
                            .destroyForcibly());

            died.next();
        }
        assertThat(virtual.closed()).isTrue();
    }

    @Test
    void clientOfALostTransportFindsAReplacementAndWhatWasOnTheOldOne() {
        MafaldaRouter router = scattered();
        WebRtcTransport sending = webRtc(router);
        Producer audio = await(sending.produce(Sources.opus(1)));
        WebRtcTransport lost = webRtc(router);
        Consumer consumer = consume(lost, audio);
        await(consumer.pause());
        Producer video = await(lost.produce(Sources.opus(2)));
        try (EventProbe<TransportLostEvent> told = new EventProbe<>(router::onTransportLost)) {
            killWorkerOf(router, lost);

            TransportLostEvent event = told.next();
            assertThat(event.transportId()).isEqualTo(lost.id());
            WebRtcTransport replacement = (WebRtcTransport) Objects.requireNonNull(event.replacement());
            assertThat(router.transports()).containsOnlyKeys(sending.id(), replacement.id());
            assertThat(replacement.iceCandidates()).isNotEmpty();

            List<Producer> produced = await(event.restoreProducers(replacement)).producers();
            List<Consumer> consumed = await(event.restoreConsumers(replacement)).consumers();

            assertThat(produced).extracting(Producer::id).containsExactly(video.id());
            assertThat(consumed).singleElement().satisfies(again -> {
                assertThat(again.producerId()).isEqualTo(audio.id());
                assertThat(again.paused()).isTrue();
            });
        }
        assertThat(sending.closed()).isFalse();
    }

    @Test
    void nobodyWhoDoesNotListenGetsReplacements() {
        MafaldaRouter router = scattered();
        WebRtcTransport first = webRtc(router);
        WebRtcTransport second = webRtc(router);
        try (EventProbe<?> closed = new EventProbe<>(second::onClose)) {
            killWorkerOf(router, second);
            closed.next();
        }
        await(router.dump());

        assertThat(router.transports()).containsOnlyKeys(first.id());
    }

    @Test
    void withoutWorkersOfItsOwnARouterLeavesAllToTheLayerBelow() {
        MafaldaRouter router = router(MafaldaRouterOptions.builder().maxWorkers(0));

        for (int i = 0; i < 300; i++) {
            await(router.createDirectTransport(DirectTransportOptions.builder().build()));
        }

        assertThat(await(router.topology()).workers()).hasSize(1);
        assertThat(local.workers()).hasSize(1);
    }

    @Test
    void usagesNameEachRealWorker() {
        MafaldaRouter router = scattered();
        webRtc(router);
        webRtc(router);

        assertThat(await(router.getResourceUsages()))
                .containsOnlyKeys(local.workers().keySet());
        assertThat(await(router.topology()).workers())
                .containsOnlyKeys(local.workers().keySet());
    }

    @Test
    void producerIsPipedToAnotherSuchRouterUnderItsId() {
        MafaldaRouter router = router(MafaldaRouterOptions.builder());
        MafaldaRouter other = router(MafaldaRouterOptions.builder());
        Producer producer = await(webRtc(router).produce(Sources.opus(1)));

        PipeToRouterResult pipe =
                await(router.pipeToMafaldaRouter(PipeToMafaldaRouterOptions.ofProducer(producer.id(), other)));

        assertThat(Objects.requireNonNull(pipe.pipeProducer()).id()).isEqualTo(producer.id());
        assertThat(consume(webRtc(other), producer).producerId()).isEqualTo(producer.id());
        producer.close();
        Futures.awaitChange(other, () -> other.producers().isEmpty());
        assertFailsWith(
                router.pipeToMafaldaRouter(PipeToMafaldaRouterOptions.ofProducer("nothing", router)),
                InvalidArgumentException.class);
    }

    @Test
    void usagesTopologyAndPipesAreTheSameOverAServer() {
        scatter();
        try (RopeServer server = RemoteMafaldaServer.start(
                        mafalda,
                        RopeServerOptions.builder().lease(Lease.close()).build());
                Mafalda remote = await(RemoteMafalda.open(List.of(server.uri()), RopeClientOptions.DEFAULT))
                        .root()) {
            MafaldaRouter router = routerOf(remote, MafaldaRouterOptions.builder());
            MafaldaRouter other = routerOf(remote, MafaldaRouterOptions.builder());
            Producer producer = await(webRtc(router).produce(Sources.opus(1)));
            WebRtcTransport second = webRtc(router);
            Topology topology = await(router.topology());

            assertThat(topology.transports())
                    .containsOnlyKeys(router.transports().keySet());
            assertThat(topology.workers()).hasSize(2);
            assertThat(await(router.getResourceUsages()))
                    .containsOnlyKeys(topology.workers().keySet());
            PipeToRouterResult pipe =
                    await(router.pipeToMafaldaRouter(PipeToMafaldaRouterOptions.ofProducer(producer.id(), other)));
            assertThat(Objects.requireNonNull(pipe.pipeProducer()).id()).isEqualTo(producer.id());
            assertThat(other.producers()).containsOnlyKeys(producer.id());
            try (EventProbe<TransportLostEvent> told = new EventProbe<>(router::onTransportLost)) {
                await(router.topology()); // the server has heard that there is a listener
                killWorkerOf(router, second);

                TransportLostEvent event = told.next();
                assertThat(event.transportId()).isEqualTo(second.id());
                assertThat(router.transports())
                        .containsKey(Objects.requireNonNull(event.replacement()).id());
            }
        }
    }
}
