package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mafalda.InnerRouterClosedEvent;
import org.mafalda.mafalda.InnerWorkerDiedEvent;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.RtpEvent;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.local.LocalMediasoupOptions;

/** One router over real workers: what lies between them. */
final class SpanningIT {
    /** What a transport is expected to cost before anything was learned: two consumers, of which a worker has 500. */
    private static final double EXPECTED_LOAD = 2.0 / 500;

    private static final long SSRC = 1111;

    private final LocalMediasoup local =
            LocalMediasoup.create(LocalMediasoupOptions.builder().build());
    private MafaldaMediasoup mafalda;
    private MafaldaRouter router;

    @BeforeEach
    void createRouter() {
        start(MafaldaOptions.builder()
                .policy(PlacementPolicy.scatter(3))
                .maxWorkers(3)
                .linger(Duration.ofMillis(50))
                .build());
    }

    private void start(MafaldaOptions options) {
        mafalda = MafaldaMediasoup.over(local, options);
        router = await(mafalda.createMafaldaRouter(MafaldaRouterOptions.builder()
                .routerOptions(RouterOptions.builder()
                        .mediaCodecs(RouterCodecs.OPUS_VP8_H264)
                        .build())
                .build()));
    }

    @AfterEach
    void closeAll() {
        mafalda.close();
        assertThat(mafalda.workers()).isEmpty();
        local.close();
    }

    private DirectTransport transport() {
        return await(
                router.createDirectTransport(DirectTransportOptions.builder().build()));
    }

    private static Consumer consume(DirectTransport transport, Producer producer) {
        return await(transport.consume(
                ConsumerOptions.builder(producer.id(), Devices.OPUS_H264).build()));
    }

    private static ByteBuffer rtp(int sequenceNumber) {
        return ByteBuffer.allocate(16)
                .put((byte) 0x80)
                .put((byte) 100)
                .putShort((short) sequenceNumber)
                .putInt(960 * sequenceNumber)
                .putInt((int) SSRC)
                .putInt(sequenceNumber)
                .flip();
    }

    private Topology topology() {
        return await(router.topology());
    }

    @Test
    void mediaReachesConsumersOnOtherWorkersThroughOnePipeEach() {
        Producer producer = await(transport().produce(Sources.opus(SSRC)));
        DirectTransport second = transport();
        DirectTransport third = transport();
        List<Consumer> consumers = List.of(
                consume(second, producer),
                consume(second, producer),
                consume(third, producer),
                consume(third, producer));

        for (Consumer consumer : consumers) {
            assertThat(consumer.producerId()).isEqualTo(producer.id());
            try (EventProbe<RtpEvent> packets = new EventProbe<>(consumer::onRtp)) {
                producer.send(rtp(consumers.indexOf(consumer) + 1));
                packets.next();
            }
        }

        Topology topology = topology();
        assertThat(topology.innerRouters()).hasSize(3);
        assertThat(topology.innerRouters())
                .allSatisfy(inner -> assertThat(inner.transportIds()).hasSize(1));
        assertThat(topology.pipes())
                .hasSize(2)
                .allSatisfy(pipe -> assertThat(pipe.producerId()).isEqualTo(producer.id()))
                .allSatisfy(pipe -> assertThat(pipe.users()).isEqualTo(2));
        assertThat(mafalda.pipesMade()).isEqualTo(2);
        assertThat(router.transports()).hasSize(3);
        assertThat(router.producers()).containsOnlyKeys(producer.id());
        assertThat(await(router.dump()).mapProducerIdConsumerIds().get(producer.id()))
                .containsExactlyInAnyOrderElementsOf(
                        consumers.stream().map(Consumer::id).toList());
    }

    @Test
    void manyWhoWantTheSameAtOnceShareOnePipe() {
        Producer producer = await(transport().produce(Sources.opus(SSRC)));
        DirectTransport second = transport();
        ConsumerOptions options =
                ConsumerOptions.builder(producer.id(), Devices.OPUS_H264).build();

        Futures.awaitAll(IntStream.range(0, 20)
                .mapToObj(index -> second.consume(options))
                .toList());

        assertThat(mafalda.pipesMade()).isEqualTo(1);
        assertThat(topology().pipes())
                .singleElement()
                .satisfies(pipe -> assertThat(pipe.users()).isEqualTo(20));
    }

    @Test
    void pauseOfTheProducerIsSeenOnOtherWorkers() {
        Producer producer = await(transport().produce(Sources.opus(SSRC)));
        Consumer consumer = consume(transport(), producer);
        try (EventProbe<?> paused = new EventProbe<>(consumer::onProducerPause);
                EventProbe<?> resumed = new EventProbe<>(consumer::onProducerResume)) {
            await(producer.pause());
            paused.next();
            assertThat(consumer.producerPaused()).isTrue();

            await(producer.resume());
            resumed.next();
            assertThat(consumer.producerPaused()).isFalse();
        }
    }

    @Test
    void closeOfTheProducerClosesConsumersOnOtherWorkers() {
        Producer producer = await(transport().produce(Sources.opus(SSRC)));
        Consumer consumer = consume(transport(), producer);
        try (EventProbe<CloseEvent> closed = new EventProbe<>(consumer::onClose)) {
            producer.close();

            assertThat(closed.next().reason()).isEqualTo(new CloseReason.ProducerClosed());
        }
        assertThat(topology().pipes()).isEmpty();
    }

    @Test
    void unusedPipeAndRouterGoAfterTheLinger() {
        Producer producer = await(transport().produce(Sources.opus(SSRC)));
        DirectTransport second = transport();
        Consumer consumer = consume(second, producer);
        try (EventProbe<InnerRouterClosedEvent> gone = new EventProbe<>(router::onInnerRouterClosed)) {
            consumer.close();
            second.close();

            gone.next();
        }
        assertThat(topology().pipes()).isEmpty();
        assertThat(topology().innerRouters()).hasSize(1);
        assertThat(producer.closed()).isFalse();
    }

    @Test
    void pipeIsUsedAgainWithoutShowingThatItWasPaused() {
        mafalda.close();
        start(MafaldaOptions.builder()
                .policy(PlacementPolicy.scatter(2))
                .maxWorkers(2)
                .linger(Duration.ofMinutes(1))
                .build());
        Producer producer = await(transport().produce(Sources.opus(SSRC)));
        DirectTransport second = transport();
        consume(second, producer).close();

        Consumer consumer = consume(second, producer);

        assertThat(consumer.producerPaused()).isFalse();
        assertThat(mafalda.pipesMade()).isEqualTo(1);
        try (EventProbe<RtpEvent> packets = new EventProbe<>(consumer::onRtp)) {
            producer.send(rtp(1));
            packets.next();
        }
    }

    @Test
    void deathOfOneWorkerClosesWhatWasOnItAndNothingElse() {
        DirectTransport first = transport();
        Producer producer = await(first.produce(Sources.opus(SSRC)));
        DirectTransport second = transport();
        Consumer consumer = consume(second, producer);
        Topology.InnerRouter hit = topology().innerRouters().stream()
                .filter(inner -> inner.transportIds().contains(second.id()))
                .findFirst()
                .orElseThrow();
        try (EventProbe<InnerWorkerDiedEvent> died = new EventProbe<>(router::onInnerWorkerDied)) {
            ProcessHandle.of(Objects.requireNonNull(hit.pid())).orElseThrow().destroyForcibly();

            InnerWorkerDiedEvent event = died.next();
            assertThat(event.workerId()).isEqualTo(hit.workerId());
            assertThat(event.transportIds()).containsExactly(second.id());
        }
        assertThat(second.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
        assertThat(first.closed()).isFalse();
        assertThat(producer.closed()).isFalse();
        assertThat(router.closed()).isFalse();
        Consumer again = consume(transport(), producer);
        try (EventProbe<RtpEvent> packets = new EventProbe<>(again::onRtp)) {
            producer.send(rtp(1));
            packets.next();
        }
    }

    @Test
    void placementsExplainThemselves() {
        DirectTransport first = transport();
        DirectTransport second = transport();

        assertThat(await(router.explain(first.id())).reason()).isEqualTo("its turn");
        assertThat(await(router.explain(second.id())).workerId()).isNull();
        assertFailsWith(router.explain("nobody"), NotFoundException.class);
    }

    @Test
    void transportsThatAreCreatedBeforeTheirConsumersSpreadBelowTheWatermark() {
        mafalda.close();
        MafaldaOptions options = MafaldaOptions.builder().maxWorkers(3).build();
        start(options);
        int belowTheWatermark = (int) Math.round(options.watermark() / EXPECTED_LOAD);

        for (int i = 0; i < 2 * belowTheWatermark; i++) {
            transport();
        }

        Topology topology = topology();
        assertThat(topology.innerRouters()).hasSize(2);
        assertThat(topology.innerRouters())
                .allSatisfy(inner -> assertThat(inner.transportIds()).hasSize(belowTheWatermark));
    }

    @Test
    void withoutRoomOnAnyWorkerTransportsAreRefused() {
        mafalda.close();
        start(MafaldaOptions.builder().maxWorkers(1).build());
        int room = (int) (PlacementPolicy.LIMIT / EXPECTED_LOAD);
        for (int i = 0; i < room; i++) {
            transport();
        }

        assertFailsWith(
                router.createDirectTransport(DirectTransportOptions.builder().build()), CapacityException.class);
    }

    @Test
    void closeOfTheRouterClosesItsWorkers() {
        transport();
        transport();
        assertThat(local.workers()).hasSize(2);

        router.close();

        Futures.awaitChange(local, () -> local.workers().isEmpty());
        assertThat(mafalda.workers()).isEmpty();
    }
}
