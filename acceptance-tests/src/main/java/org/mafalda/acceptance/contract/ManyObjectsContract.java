package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.awaitChange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Capability;
import org.mafalda.acceptance.Futures;
import org.mafalda.acceptance.WeakTraces;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;

/** Ten thousand objects come and go, in any order, and nothing of them stays: not in a map, not in memory. */
public abstract class ManyObjectsContract extends AcceptanceTest {
    /** Each round creates a router with all that is below it. */
    private static final int ROUNDS = 10;

    private static final int TRANSPORTS = 100;
    private static final int CONSUMERS_PER_PRODUCER = 6;
    private static final int DATA_CONSUMERS = 70;
    private static final int OBSERVERS = 29;
    private static final int PER_ROUND =
            1 + TRANSPORTS * (1 + 1 + CONSUMERS_PER_PRODUCER + 1) + DATA_CONSUMERS + OBSERVERS;

    /** How many closed objects of each connection a layer may keep, to understand late words of them. */
    private static final int KEPT = 1_000;

    private Worker worker;

    /** For the compositions. */
    protected ManyObjectsContract() {}

    @BeforeEach
    void createWorker() {
        worker = newWorker();
    }

    /** A router and what is on it. */
    private record Crowd(
            Router router,
            List<Transport> transports,
            List<Producer> producers,
            List<Consumer> consumers,
            List<DataProducer> dataProducers,
            List<DataConsumer> dataConsumers,
            List<RtpObserver> observers) {
        int size() {
            return 1
                    + transports.size()
                    + producers.size()
                    + consumers.size()
                    + dataProducers.size()
                    + dataConsumers.size()
                    + observers.size();
        }
    }

    private static <T> List<T> create(int count, IntFunction<CompletableFuture<? extends T>> creation) {
        List<CompletableFuture<? extends T>> futures = IntStream.range(0, count)
                .<CompletableFuture<? extends T>>mapToObj(creation)
                .toList();
        List<T> created = new ArrayList<>(count);
        futures.forEach(future -> created.add(await(future)));
        return created;
    }

    private static CompletableFuture<? extends Transport> createTransport(Router router, int index) {
        return switch (index % 3) {
            case 0 ->
                router.createPlainTransport(
                        PlainTransportOptions.builder(Listen.udp()).build());
            case 1 ->
                router.createWebRtcTransport(
                        WebRtcTransportOptions.listen(Listen.udp()).build());
            default ->
                router.createDirectTransport(DirectTransportOptions.builder().build());
        };
    }

    private Crowd gather() {
        Router router = newRouter(worker);
        List<Transport> transports = create(TRANSPORTS, index -> createTransport(router, index));
        List<Transport> direct = create(
                TRANSPORTS / 10,
                index -> router.createDirectTransport(
                        DirectTransportOptions.builder().build()));
        transports.addAll(direct);
        List<Producer> producers =
                create(TRANSPORTS, index -> transports.get(index).produce(Sources.opus(1_000 + index)));
        List<Consumer> consumers = create(
                TRANSPORTS * CONSUMERS_PER_PRODUCER,
                index -> transports
                        .get((index + 1) % TRANSPORTS)
                        .consume(ConsumerOptions.builder(
                                        producers.get(index % TRANSPORTS).id(), Devices.OPUS_H264)
                                .build()));
        List<DataProducer> dataProducers = create(
                TRANSPORTS - TRANSPORTS / 10,
                index -> direct.get(index % direct.size())
                        .produceData(DataProducerOptions.builder().build()));
        List<DataConsumer> dataConsumers = create(
                DATA_CONSUMERS,
                index -> direct.get(index % direct.size())
                        .consumeData(DataConsumerOptions.builder(
                                        dataProducers.get(index).id())
                                .build()));
        List<RtpObserver> observers = create(
                OBSERVERS,
                index -> index % 2 == 0
                        ? router.createActiveSpeakerObserver(
                                ActiveSpeakerObserverOptions.builder().build())
                        : router.createAudioLevelObserver(
                                AudioLevelObserverOptions.builder().build()));
        return new Crowd(router, transports, producers, consumers, dataProducers, dataConsumers, observers);
    }

    /** Closes everything, each round in another way. */
    private static void disperse(Crowd crowd, int round) {
        switch (round % 4) {
            case 0 -> {
                crowd.consumers().forEach(Consumer::close);
                crowd.dataConsumers().forEach(DataConsumer::close);
                crowd.observers().forEach(RtpObserver::close);
                crowd.producers().forEach(Producer::close);
                crowd.dataProducers().forEach(DataProducer::close);
                crowd.transports().forEach(Transport::close);
            }
            case 1 -> {
                crowd.producers().forEach(Producer::close);
                crowd.dataProducers().forEach(DataProducer::close);
            }
            case 2 -> crowd.transports().forEach(Transport::close);
            default -> {}
        }
        crowd.router().close();
    }

    private static void assertNothingOn(Router router) {
        assertThat(router.transports()).isEmpty();
        assertThat(router.producers()).isEmpty();
        assertThat(router.consumers()).isEmpty();
        assertThat(router.dataProducers()).isEmpty();
        assertThat(router.dataConsumers()).isEmpty();
        assertThat(router.rtpObservers()).isEmpty();
    }

    private int comeAndGo(int rounds) {
        int objects = 0;
        for (int round = 0; round < rounds; round++) {
            Crowd crowd = gather();
            assertThat(crowd.router().transports()).hasSize(crowd.transports().size());
            assertThat(crowd.router().consumers()).hasSize(crowd.consumers().size());
            objects += crowd.size();
            disperse(crowd, round);
            assertNothingOn(crowd.router());
        }
        assertThat(await(worker.dump()).routerIds()).isEmpty();
        assertThat(worker.routers()).isEmpty();
        return objects;
    }

    @Test
    void tenThousandObjectsLeaveNothingBehind() {
        int offered = backend().offeredObjects();
        Map<Mediasoup, Integer> workers = new LinkedHashMap<>();
        backend()
                .mediasoups()
                .forEach(layer -> workers.put(layer, layer.workers().size()));
        List<WeakTraces> traces = backend().mediasoups().stream()
                .flatMap(layer -> layer.workers().values().stream())
                .map(WeakTraces::new)
                .toList();

        int objects = comeAndGo(ROUNDS);

        assertThat(objects).isGreaterThanOrEqualTo(10_000);
        assertThat(traces.get(0).seen()).isEqualTo(objects);
        if (has(Capability.ONE_PROCESS_PER_WORKER)) {
            assertThat(traces).allSatisfy(layer -> assertThat(layer.seen()).isEqualTo(objects));
        }
        traces.forEach(WeakTraces::close);
        // Each process may be behind another connection, and has its part of what comes.
        int processes = backend().processesOf(worker).size();
        comeAndGo(1 + KEPT * processes / PER_ROUND);
        // What a layer has started for so many, it ends when nobody has used it for a while.
        workers.forEach(
                (layer, count) -> awaitChange(layer, () -> layer.workers().size() == count));
        await(worker.dump());
        forgetClosedObjects();
        awaitOffered(offered);
        assertThat(traces)
                .allSatisfy(layer -> assertThat(layer.awaitGone())
                        .as(layer.examples().toString())
                        .isZero());
    }

    /** Servers hear of what is closed below them a moment after the layers above: asks until they have. */
    private void awaitOffered(int expected) {
        long deadline = System.nanoTime() + Futures.DEADLINE.toNanos();
        while (backend().offeredObjects() != expected && System.nanoTime() < deadline) {
            await(worker.dump());
        }
        assertThat(backend().offeredObjects()).isEqualTo(expected);
    }
}
