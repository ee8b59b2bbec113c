package org.mafalda.mediasoup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.Placement;
import org.mafalda.mediasoup.host.WorkerLoad;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

final class SimulatedMediasoupTest {
    private static final RouterOptions OPUS = RouterOptions.builder()
            .mediaCodecs(
                    List.of(RtpCodecCapability.audio("audio/opus", 48000, 2).build()))
            .build();

    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedMediasoup mediasoup = SimulatedMediasoup.builder(clock)
            .boxes(2)
            .workersPerBox(2)
            .cpu(CpuModel.consumers(10))
            .build();

    private Router router() {
        Worker worker = clock.await(mediasoup.createWorker(WorkerSettings.DEFAULT));
        return clock.await(worker.createRouter(OPUS));
    }

    private PlainTransport transport(Router router) {
        return clock.await(router.createPlainTransport(
                PlainTransportOptions.builder(TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.1"))
                        .build()));
    }

    private static ProducerOptions opus() {
        return ProducerOptions.builder(
                        MediaKind.AUDIO,
                        RtpParameters.builder(List.of(RtpCodecParameters.builder("audio/opus", 111, 48000)
                                        .channels(2)
                                        .build()))
                                .encodings(List.of(RtpEncodingParameters.builder()
                                        .ssrc(1111)
                                        .build()))
                                .build())
                .build();
    }

    private Consumer consumer(Router router, String producerId) {
        return clock.await(transport(router)
                .consume(ConsumerOptions.builder(producerId, router.rtpCapabilities())
                        .build()));
    }

    private PipeToRouterResult pipe(Router from, Producer producer, Router to) {
        return clock.await(from.pipeToRouter(
                PipeToRouterOptions.ofProducer(producer.id(), to).build()));
    }

    @Test
    void pipedMediaArrivesUntilSomethingOnTheWayIsPaused() {
        Router near = router();
        Router far = router();
        Producer producer = clock.await(transport(near).produce(opus()));
        PipeToRouterResult pipe = pipe(near, producer, far);
        Consumer consumer = consumer(far, producer.id());
        assertThat(mediasoup.receives(consumer)).isTrue();
        assertThat(pipe.pipeConsumer()).isNotNull();
        clock.await(producer.pause());
        clock.settle();
        assertThat(consumer.producerPaused()).isTrue();
        assertThat(mediasoup.receives(consumer)).isFalse();
        clock.await(producer.resume());
        clock.settle();
        assertThat(mediasoup.receives(consumer)).isTrue();
    }

    @Test
    void closingAProducerClosesItsConsumersOnBothSidesOfAPipe() {
        Router near = router();
        Router far = router();
        Producer producer = clock.await(transport(near).produce(opus()));
        pipe(near, producer, far);
        Consumer consumer = consumer(far, producer.id());
        List<CloseReason> reasons = new ArrayList<>();
        consumer.onClose(event -> reasons.add(event.reason()));
        producer.close();
        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isFalse();
        clock.settle();
        assertThat(reasons).containsExactly(new CloseReason.ProducerClosed());
        assertThat(far.producers()).isEmpty();
    }

    @Test
    void aKilledWorkerDiesInTheOrderOfMediasoup() {
        Router router = router();
        Worker worker = mediasoup.workers().values().iterator().next();
        List<String> told = new ArrayList<>();
        transport(router).onClose(event -> told.add("transport " + (event.reason() instanceof CloseReason.WorkerDied)));
        router.onClose(event -> told.add("router"));
        worker.onDied(event -> told.add("died " + event.death().cause()));
        worker.onSubprocessClose(event -> told.add("subprocess"));
        worker.onClose(event -> told.add("worker"));
        CompletableFuture<?> pending = worker.getResourceUsage();
        mediasoup.kill(worker.id());
        assertThat(worker.closed()).isTrue();
        assertThat(mediasoup.workers()).isEmpty();
        assertThatThrownBy(() -> clock.await(pending)).hasCauseInstanceOf(WorkerClosedException.class);
        assertThat(told).containsExactly("transport true", "router", "died KILLED", "subprocess", "worker");
    }

    @Test
    void callsWaitWhileABoxIsSuspect() {
        Router router = router();
        mediasoup.suspect("box1");
        CompletableFuture<Void> call = router.setAppData(java.util.Map.of("a", 1L));
        clock.advance(Duration.ofSeconds(10));
        assertThat(call).isNotDone();
        assertThat(mediasoup.workers().values().iterator().next().availability())
                .isEqualTo(Availability.SUSPECT);
        mediasoup.recover("box1");
        clock.await(call);
    }

    @Test
    void theWorkersOfALostBoxDieAndItTakesNoMore() {
        Router router = router();
        Worker worker = mediasoup.workers().values().iterator().next();
        mediasoup.lose(mediasoup.boxOf(worker.id()));
        clock.settle();
        assertThat(router.closed()).isTrue();
        assertThat(worker.deathCause()).extracting("cause").isEqualTo(WorkerDeath.Cause.NODE_LOST);
        Worker next = clock.await(mediasoup.createWorker(WorkerSettings.DEFAULT));
        assertThat(mediasoup.boxOf(next.id())).isEqualTo("box2");
    }

    @Test
    void workersGoWhereTheirPlacementWantsThem() {
        Worker elsewhere = clock.await(mediasoup.createWorker(
                WorkerSettings.builder().placement(Placement.onBox("box2")).build()));
        Worker near = clock.await(mediasoup.createWorker(
                WorkerSettings.builder().placement(Placement.near(elsewhere)).build()));
        assertThat(mediasoup.boxOf(near.id())).isEqualTo("box2");
        CompletableFuture<Worker> third = mediasoup.createWorker(
                WorkerSettings.builder().placement(Placement.onBox("box2")).build());
        assertThatThrownBy(() -> clock.await(third)).hasCauseInstanceOf(CapacityException.class);
    }

    @Test
    void loadIsTheSumOfWhatFlows() {
        Router router = router();
        Worker worker = mediasoup.workers().values().iterator().next();
        Producer producer = clock.await(transport(router).produce(opus()));
        Consumer first = consumer(router, producer.id());
        consumer(router, producer.id());
        clock.advance(Duration.ofSeconds(1));
        assertThat(worker.load()).isEqualTo(new WorkerLoad(0.2, 1));
        clock.await(first.pause());
        clock.advance(Duration.ofSeconds(2));
        assertThat(worker.load()).isEqualTo(new WorkerLoad(0.1, 1));
        long before = clock.await(worker.getResourceUsage()).ruUtime();
        clock.advance(Duration.ofSeconds(10));
        assertThat(clock.await(worker.getResourceUsage()).ruUtime() - before).isEqualTo(1000);
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(history(7)).isEqualTo(history(7)).isNotEqualTo(history(8));
    }

    private static List<String> history(long seed) {
        SimulatedClock time = new SimulatedClock();
        SimulatedMediasoup simulation = SimulatedMediasoup.builder(time)
                .latency(Duration.ofMillis(50))
                .failureRate(0.3)
                .seed(seed)
                .build();
        Worker worker = time.await(simulation.createWorker(WorkerSettings.DEFAULT));
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Router> call = worker.createRouter(OPUS);
            var unused = call.whenComplete((router, failure) -> told.add(time.now() + " " + (failure == null)));
        }
        time.advance(Duration.ofSeconds(2));
        return told;
    }

    @Test
    void refusedRequestsSaySo() {
        SimulatedMediasoup refusing =
                SimulatedMediasoup.builder(clock).failureRate(1).build();
        Worker worker = clock.await(refusing.createWorker(WorkerSettings.DEFAULT));
        assertThatThrownBy(() -> clock.await(worker.createRouter(OPUS)))
                .hasCauseInstanceOf(RequestFailedException.class);
        assertThatThrownBy(() -> SimulatedMediasoup.builder(clock).failureRate(2))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aFutureThatNothingCompletesIsNotWaitedFor() {
        assertThatThrownBy(() -> clock.await(new CompletableFuture<>())).isInstanceOf(IllegalStateException.class);
    }
}
