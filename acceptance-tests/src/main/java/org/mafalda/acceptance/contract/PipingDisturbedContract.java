package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Capability;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Registration;
import org.mafalda.acceptance.Signals;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewConsumerEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;

/**
 * What happens while a pipe is being made. The target's worker is stopped, so that the attempt stands where the test
 * wants it: at the transports, or, when there are some already, at the far producer.
 */
public abstract class PipingDisturbedContract extends AcceptanceTest {
    private TwoRooms rooms;
    private List<ProcessHandle> stopped = List.of();

    /** For the compositions. */
    protected PipingDisturbedContract() {}

    @BeforeEach
    void openRooms() {
        rooms = TwoRooms.open(newWorker(), newWorker());
        backend().startAllProcesses(rooms.worker1());
        backend().startAllProcesses(rooms.worker2());
    }

    @AfterEach
    void goOnAnyway() {
        stopped = stopped.stream().filter(ProcessHandle::isAlive).toList();
        goOn();
    }

    private void stop(Worker worker) {
        stopped = backend().processesOf(worker);
        Signals.send(stopped, "STOP");
    }

    private void goOn() {
        Signals.send(stopped, "CONT");
    }

    /** What was closed here is closed in all layers below: before the attempt can go on. */
    private void awaitClose(Registration<CloseEvent> onClose) {
        probe(onClose).next();
    }

    /** The attempt waits for a transport of the target. */
    private CompletableFuture<PipeToRouterResult> pipeUpToTheTransports() {
        stop(rooms.worker2());
        CompletableFuture<PipeToRouterResult> pipe = rooms.pipe(rooms.video());
        settles(pipe);
        await(rooms.audio().setAppData(Map.of("pipe", "has been asked for")));
        return pipe;
    }

    /** The attempt waits for the far producer; the near consumer stands. */
    private CompletableFuture<PipeToRouterResult> pipeUpToTheProducer() {
        if (TwoRooms.pipes(rooms.router1()).isEmpty()) {
            await(rooms.pipe(rooms.audio()));
        }
        EventProbe<NewConsumerEvent> consumers = probe(TwoRooms.onlyPipe(rooms.router1())::onNewConsumer);
        stop(rooms.worker2());
        CompletableFuture<PipeToRouterResult> pipe = rooms.pipe(rooms.video());
        settles(pipe);
        consumers.next();
        return pipe;
    }

    /** The near end of the pipe that is being made: what has happened to the origin is told to the pipe there. */
    private Consumer near() {
        return rooms.router1().consumers().values().stream()
                .filter(consumer -> consumer.producerId().equals(rooms.video().id()))
                .findFirst()
                .orElseThrow();
    }

    /** Only the pipe of the audio producer is there, in either router and in the workers. */
    private void assertOnlyAudioIsPiped() {
        assertThat(TwoRooms.onlyPipe(rooms.router1()).consumers()).hasSize(1);
        assertThat(rooms.router2().producers()).containsOnlyKeys(rooms.audio().id());
        TwoRooms.assertDumpAgrees(rooms.router1());
        TwoRooms.assertDumpAgrees(rooms.router2());
    }

    @Test
    void originClosesWhileTheTransportsAreMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheTransports();

        rooms.video().close();
        awaitClose(rooms.video()::onClose);
        goOn();

        assertThat(assertFailsWith(pipe, NotFoundException.class))
                .hasMessageContaining(rooms.video().id());
        rooms.assertNoPipes();
    }

    @Test
    void originClosesWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();

        rooms.video().close();
        awaitClose(rooms.video()::onClose);
        goOn();

        assertFailsWith(pipe, NotFoundException.class);
        assertOnlyAudioIsPiped();
    }

    @Test
    void originThatIsMadeAnewMeanwhileIsPipedByTheNextCall() {
        CompletableFuture<PipeToRouterResult> first = pipeUpToTheProducer();
        rooms.video().close();
        Producer again = await(rooms.transport1()
                .produce(ProducerOptions.builder(
                                rooms.video().kind(), TwoRooms.vp8Simulcast().rtpParameters())
                        .id(rooms.video().id())
                        .build()));
        CompletableFuture<PipeToRouterResult> second = rooms.pipe(again);
        goOn();

        assertFailsWith(first, NotFoundException.class);
        Producer far = TwoRooms.producer(await(second));
        assertThat(far.id()).isEqualTo(again.id());
        assertThat(far.closed()).isFalse();
        assertThat(rooms.router2().producers()).hasSize(2);
        TwoRooms.assertDumpAgrees(rooms.router1());
        TwoRooms.assertDumpAgrees(rooms.router2());
    }

    @Test
    void originIsPausedWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();
        EventProbe<?> pause = probe(near()::onProducerPause);

        await(rooms.video().pause());
        pause.next();
        goOn();

        Producer far = TwoRooms.producer(await(pipe));
        assertThat(far.paused()).isTrue();
        assertThat(await(far.dump()).paused()).isTrue();
    }

    @Test
    void originIsResumedWhileTheFarProducerIsMade() {
        await(rooms.video().pause());
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();
        EventProbe<?> resume = probe(near()::onProducerResume);

        await(rooms.video().resume());
        resume.next();
        goOn();

        Producer far = TwoRooms.producer(await(pipe));
        assertThat(far.paused()).isFalse();
        assertThat(await(far.dump()).paused()).isFalse();
    }

    @Test
    void originThatIsPausedAndResumedManyTimesIsFollowed() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();
        flap(20);
        goOn();
        Producer far = TwoRooms.producer(await(pipe));
        EventProbe<ResumeEvent> resumes = probe(far::onResume);
        EventProbe<PauseEvent> pauses = probe(far::onPause);
        // The near end may have heard of the last pause after the pipe was made.
        pauses.until(far::paused);

        flap(100);
        await(rooms.video().resume());
        resumes.until(() -> !far.paused());
        await(rooms.video().pause());
        pauses.until(far::paused);
        if (!await(far.dump()).paused()) {
            // That was an earlier pause: the far end may be one step behind.
            pauses.until(far::paused);
        }

        assertThat(await(far.dump()).paused()).isTrue();
    }

    /** Leaves it paused. */
    private void flap(int times) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(rooms.video().resume());
            calls.add(rooms.video().pause());
        }
        calls.forEach(call -> await(call));
    }

    @Test
    void targetRouterClosesWhileTheTransportsAreMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheTransports();

        rooms.router2().close();
        awaitClose(rooms.router2()::onClose);
        goOn();

        assertFailsWith(pipe, InvalidStateException.class);
        assertNothingIsLeftOfTheTarget();
    }

    @Test
    void targetRouterClosesWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();

        rooms.router2().close();
        awaitClose(rooms.router2()::onClose);
        goOn();

        assertFailsWith(pipe, InvalidStateException.class);
        assertNothingIsLeftOfTheTarget();
    }

    private void assertNothingIsLeftOfTheTarget() {
        assertThat(TwoRooms.pipes(rooms.router1())).isEmpty();
        assertThat(rooms.router1().consumers()).isEmpty();
        assertThat(rooms.router2().transports()).isEmpty();
        TwoRooms.assertDumpAgrees(rooms.router1());
    }

    @Test
    void originRouterClosesWhileTheTransportsAreMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheTransports();

        rooms.router1().close();
        awaitClose(rooms.router1()::onClose);
        goOn();

        assertFailsWith(pipe, InvalidStateException.class);
        assertNothingIsLeftOfTheOrigin();
    }

    @Test
    void originRouterClosesWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();
        EventProbe<?> close = probe(TwoRooms.onlyPipe(rooms.router2())::onClose);

        rooms.router1().close();
        awaitClose(rooms.router1()::onClose);
        goOn();

        assertFailsWith(pipe, InvalidStateException.class);
        close.next();
        assertNothingIsLeftOfTheOrigin();
    }

    private void assertNothingIsLeftOfTheOrigin() {
        assertThat(TwoRooms.pipes(rooms.router2())).isEmpty();
        assertThat(rooms.router2().producers()).isEmpty();
        TwoRooms.assertDumpAgrees(rooms.router2());
    }

    /** The pipe has ended with that of the worker which it was on; where there is more of it, that ends now. */
    private void awaitDeath(Worker worker) {
        if (!has(Capability.DIES_AT_ONCE)) {
            probe(worker::onDied).next();
        }
    }

    @Test
    void targetWorkerDiesWhileTheTransportsAreMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheTransports();

        backend().kill(rooms.worker2());

        assertFailsWith(pipe, InvalidStateException.class);
        awaitDeath(rooms.worker2());
        assertNothingIsLeftOfTheTarget();
        assertPipesElsewhere();
    }

    @Test
    void targetWorkerDiesWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();

        backend().kill(rooms.worker2());

        assertFailsWith(pipe, InvalidStateException.class);
        awaitDeath(rooms.worker2());
        assertNothingIsLeftOfTheTarget();
        assertPipesElsewhere();
    }

    @Test
    void targetWorkerDiesBelowAPipe() {
        PipeToRouterResult pipe = await(rooms.pipe(rooms.video()));
        EventProbe<?> consumerClose = probe(TwoRooms.consumer(pipe)::onClose);
        EventProbe<?> transportClose = probe(TwoRooms.onlyPipe(rooms.router1())::onClose);

        backend().kill(rooms.worker2());

        consumerClose.next();
        transportClose.next();
        awaitDeath(rooms.worker2());
        assertThat(rooms.video().closed()).isFalse();
        assertNothingIsLeftOfTheTarget();
        assertPipesElsewhere();
    }

    private void assertPipesElsewhere() {
        Router elsewhere = newRouter(newWorker());
        Producer far = TwoRooms.producer(await(rooms.router1()
                .pipeToRouter(PipeToRouterOptions.ofProducer(rooms.video().id(), elsewhere)
                        .build())));
        assertThat(elsewhere.producers()).containsOnlyKeys(far.id());
    }

    @Test
    void originWorkerDiesWhileTheTransportsAreMade() {
        stop(rooms.worker1());
        CompletableFuture<PipeToRouterResult> pipe = rooms.pipe(rooms.video());
        settles(pipe);

        backend().kill(rooms.worker1());

        assertFailsAsTheOriginDied(pipe, WorkerClosedException.class);
        assertNothingIsLeftOfTheOrigin();
    }

    /** Where the worker does not die at once, the producer may be gone before the router is. */
    private void assertFailsAsTheOriginDied(CompletableFuture<?> pipe, Class<? extends Throwable> usually) {
        assertThat(failure(pipe))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isInstanceOf(usually),
                        failure -> assertThat(failure)
                                .isInstanceOf(NotFoundException.class)
                                .hasMessageContaining(rooms.video().id())
                                .matches(gone -> !has(Capability.DIES_AT_ONCE)));
    }

    @Test
    void originWorkerDiesWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();
        EventProbe<?> close = probe(TwoRooms.onlyPipe(rooms.router2())::onClose);
        EventProbe<?> died = probe(rooms.worker1()::onDied);

        backend().kill(rooms.worker1());
        died.next();
        goOn();

        assertFailsWith(pipe, WorkerClosedException.class);
        close.next();
        assertNothingIsLeftOfTheOrigin();
    }

    @Test
    void bothWorkersDieWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();
        EventProbe<?> close1 = probe(rooms.router1()::onClose);
        EventProbe<?> close2 = probe(rooms.router2()::onClose);

        backend().kill(rooms.worker1());
        backend().kill(rooms.worker2());

        assertFailsAsTheOriginDied(pipe, InvalidStateException.class);
        close1.next();
        close2.next();
        assertThat(rooms.router1().transports()).isEmpty();
        assertThat(rooms.router2().transports()).isEmpty();
    }

    @Test
    void transportClosesWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();

        PipeTransport transport = TwoRooms.onlyPipe(rooms.router1());
        transport.close();
        awaitClose(transport::onClose);
        goOn();

        assertFailsWith(pipe, InvalidStateException.class);
        rooms.assertNoPipes();
        await(rooms.pipe(rooms.video()));
        TwoRooms.onlyPipe(rooms.router1());
        TwoRooms.onlyPipe(rooms.router2());
    }

    @Test
    void pipeConsumerClosesWhileTheFarProducerIsMade() {
        CompletableFuture<PipeToRouterResult> pipe = pipeUpToTheProducer();

        Consumer near = near();
        near.close();
        awaitClose(near::onClose);
        goOn();

        assertFailsWith(pipe, InvalidStateException.class);
        assertOnlyAudioIsPiped();
        await(rooms.pipe(rooms.video()));
    }

    /** All that wait for one attempt hear of its failure; who comes later does not. */
    @Test
    void duplicatesShareTheFailureOfTheAttemptOnly() {
        CompletableFuture<PipeToRouterResult> first = pipeUpToTheProducer();
        CompletableFuture<PipeToRouterResult> second = rooms.pipe(rooms.video());
        settles(second);
        await(rooms.video().setAppData(Map.of("second call", "has arrived")));

        PipeTransport transport = TwoRooms.onlyPipe(rooms.router1());
        transport.close();
        awaitClose(transport::onClose);
        goOn();

        assertThat(failure(first)).isInstanceOf(InvalidStateException.class);
        assertThat(failure(second)).isInstanceOf(InvalidStateException.class);
        await(rooms.pipe(rooms.video()));
    }
}
