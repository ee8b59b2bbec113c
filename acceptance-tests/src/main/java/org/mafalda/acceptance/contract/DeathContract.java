package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Capability;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Futures;
import org.mafalda.acceptance.Signals;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.WorkerDiedEvent;

/**
 * What the end of a worker process means: everything below closes in upstream's order, and no call stays pending. The
 * order, and that all is closed before anything is told, holds where a worker {@linkplain Capability#DIES_AT_ONCE dies
 * at once}.
 */
public abstract class DeathContract extends AcceptanceTest {
    private Worker worker;

    /** For the compositions. */
    protected DeathContract() {}

    @BeforeEach
    void createWorker() {
        worker = newWorker();
    }

    private static List<String> deathOrder() {
        List<String> order = new ArrayList<>(Room.CLOSE_ORDER);
        order.addAll(List.of("died", "subprocessclose", "worker"));
        return order;
    }

    private void assertOrder(EventLog log, List<String> expected) {
        List<String> told = log.await(expected.size());
        if (has(Capability.DIES_AT_ONCE)) {
            assertThat(told).isEqualTo(expected);
        } else {
            assertThat(told)
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .containsSubsequence("router", "died", "worker");
        }
    }

    /** Where only a part of the worker has ended, a consumer elsewhere closes because its producer was there. */
    private Class<? extends InvalidStateException> failureOfClosed() {
        return has(Capability.DIES_AT_ONCE) ? WorkerClosedException.class : InvalidStateException.class;
    }

    private EventLog logEnd(Room room) {
        return room.logCloses(eventLog())
                .add("worker", worker::onClose)
                .add("subprocessclose", worker::onSubprocessClose)
                .add("died", worker::onDied);
    }

    /** Calls of each kind on each object. */
    private static List<CompletableFuture<?>> load(Room room) {
        return IntStream.range(0, 50)
                .boxed()
                .<CompletableFuture<?>>mapMulti((round, calls) -> {
                    calls.accept(room.worker().dump());
                    calls.accept(room.router().dump());
                    calls.accept(room.receiving().getStats());
                    calls.accept(room.plain().dump());
                    calls.accept(room.audio().pause());
                    calls.accept(room.audio().resume());
                    calls.accept(room.audioConsumer().getStats());
                    calls.accept(room.videoConsumer().requestKeyFrame());
                    calls.accept(
                            room.worker().createRouter(RouterOptions.builder().build()));
                    calls.accept(room.router()
                            .createPlainTransport(
                                    PlainTransportOptions.builder(Listen.udp()).build()));
                })
                .toList();
    }

    @Test
    void killedWorkerClosesInUpstreamsOrderAndThenRejects() {
        Room room = Room.open(worker);
        EventLog log = logEnd(room);
        List<String> expected = deathOrder();
        Signals.send(backend().processesOf(worker), "STOP");
        List<CompletableFuture<?>> calls = List.of(
                room.audio().dump(),
                room.router()
                        .createPlainTransport(
                                PlainTransportOptions.builder(Listen.udp()).build()),
                worker.createRouter(RouterOptions.builder().build()),
                worker.dump());
        for (CompletableFuture<?> call : calls) {
            settles(call.whenComplete((result, failure) -> log.note("rejected")));
            expected.add("rejected");
        }

        backend().kill(worker);

        assertOrder(log, expected);
        calls.forEach(call -> assertFailsWith(call, WorkerClosedException.class));
    }

    /** State is written before its change is told: a call may find the worker closed of which nobody has heard yet. */
    @Test
    void callThatFindsTheWorkerClosedFailsAfterItsEndWasTold() {
        EventLog log = eventLog()
                .add("worker", worker::onClose)
                .add("subprocessclose", worker::onSubprocessClose)
                .add("died", worker::onDied);
        long deadline = System.nanoTime() + Futures.DEADLINE.toNanos();

        backend().kill(worker);
        while (!worker.closed() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        settles(worker.dump().whenComplete((result, failure) -> log.note("rejected")));

        assertThat(log.await(4)).containsExactly("died", "subprocessclose", "worker", "rejected");
    }

    @Test
    void allAreClosedWhenTheFirstCloseEventComes() {
        Room room = Room.open(worker);
        EventProbe<Boolean> states = probe(listener ->
                room.audio().onClose(event -> listener.on(room.closed() && room.empty() && worker.closed())));
        EventProbe<Throwable> calls = probe(listener -> room.audio().onClose(event -> {
            var unused = room.videoConsumer().dump().whenComplete((dump, failure) -> listener.on(failure));
        }));

        backend().kill(worker);

        assertThat(states.next())
                .satisfiesAnyOf(
                        closed -> assertThat(closed).isTrue(),
                        open -> assertThat(has(Capability.DIES_AT_ONCE)).isFalse());
        assertThat(calls.next()).isInstanceOf(failureOfClosed());
    }

    @Test
    void stateSaysHowTheWorkerEnded() {
        Room room = Room.open(worker);
        EventProbe<WorkerDiedEvent> died = probe(worker::onDied);
        EventProbe<CloseEvent> closed = probe(room.audioConsumer()::onClose);
        EventProbe<CloseEvent> workerClosed = probe(worker::onClose);

        backend().kill(worker);

        WorkerDeath death = died.next().death();
        workerClosed.next();
        assertThat(death.cause()).isEqualTo(WorkerDeath.Cause.KILLED);
        assertThat(death.signal()).isEqualTo(9);
        assertThat(death.exitCode()).isNull();
        assertThat(death.message()).isNotEmpty();
        assertThat(worker.died()).isTrue();
        assertThat(worker.deathCause()).isEqualTo(death);
        assertThat(worker.closed()).isTrue();
        assertThat(room.closed()).isTrue();
        assertThat(room.empty()).isTrue();
        assertThat(worker.routers()).isEmpty();
        assertThat(mediasoup().workers()).isEmpty();
        CloseReason reason = closed.next().reason();
        if (has(Capability.DIES_AT_ONCE)) {
            assertThat(reason).isEqualTo(new CloseReason.WorkerDied(death));
        }
    }

    @Test
    void workerKilledUnderLoadLeavesNoCallPending() {
        Room room = Room.open(worker);
        EventLog log = logEnd(room);
        List<CompletableFuture<?>> calls = new ArrayList<>(load(room));

        while (!worker.closed()) {
            backend().kill(worker); // in each round, for the calls may have another process started for it
            calls.addAll(load(room));
            failure(calls.get(calls.size() - 1));
        }

        assertOrder(log, deathOrder());
        for (CompletableFuture<?> call : calls) {
            assertThat(failure(call))
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            failure -> assertThat(failure).isInstanceOf(failureOfClosed()));
        }
    }

    @Test
    void callsAfterTheDeathFail() {
        Room room = Room.open(worker);
        EventProbe<CloseEvent> close = probe(worker::onClose);

        backend().kill(worker);
        close.next();

        load(room).forEach(call -> assertFailsWith(call, WorkerClosedException.class));
    }

    @Test
    void deathEventsAreSticky() {
        EventProbe<CloseEvent> close = probe(worker::onClose);
        backend().kill(worker);
        close.next();

        assertThat(probe(worker::onDied).next().death()).isEqualTo(worker.deathCause());
        probe(worker::onSubprocessClose).next();
        assertThat(probe(worker::onClose).next().reason()).isInstanceOf(CloseReason.WorkerDied.class);
    }

    @Test
    void closeAfterTheDeathDoesNothing() {
        EventLog log = eventLog().add("close", worker::onClose).add("died", worker::onDied);
        backend().kill(worker);
        log.await(2);

        worker.close();

        probe(worker::onClose).next();
        assertThat(log.labels()).containsExactly("died", "close");
    }

    @Test
    void otherWorkersAreUntouched() {
        Room room = Room.open(newWorker());
        EventProbe<CloseEvent> close = probe(worker::onClose);

        backend().kill(worker);
        close.next();

        await(room.audio().pause());
        assertThat(await(room.worker().dump()).routerIds())
                .containsExactly(room.router().id());
        assertThat(room.closed()).isFalse();
        assertThat(mediasoup().workers()).containsOnlyKeys(room.worker().id());
    }
}
