package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Capability;
import org.mafalda.acceptance.Signals;
import org.mafalda.acceptance.reflect.Ensemble;
import org.mafalda.acceptance.reflect.Ensemble.Step;
import org.mafalda.acceptance.reflect.Kind;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;

/**
 * A worker that dies during every kind of call; the procedures are found by reflection. Where it does not
 * {@linkplain Capability#DIES_AT_ONCE die at once}, some objects go before others: calls on them fail because they are
 * closed, and calls that name them because they are not there.
 */
public abstract class DyingWorkerContract extends AcceptanceTest {
    /** What needs no answer of the worker, and is done before it dies. */
    private static final Set<String> WITHOUT_WORKER = Set.of("setAppData", "updateMediaCodecs");

    private static final String WITHOUT_WORKER_TOO = "DirectTransport.connect";

    /** For the compositions. */
    protected DyingWorkerContract() {}

    /** Starts each procedure of each object of the worker, which answers nothing any more. */
    private static Map<Step, CompletableFuture<?>> startAll(Ensemble ensemble) {
        Map<Step, CompletableFuture<?>> calls = new LinkedHashMap<>();
        ensemble.steps(Kind.PROCEDURE).forEach(step -> {
            if (!(step.target() instanceof Mediasoup)) {
                calls.put(step, step.operation().start(step.target(), ensemble.argumentsOf(step.operation())));
            }
        });
        return calls;
    }

    private static boolean needsNoWorker(Step step) {
        return WITHOUT_WORKER.contains(step.operation().method().getName())
                || step.operation().name().equals(WITHOUT_WORKER_TOO);
    }

    @Test
    void eachCallInFlightFailsWhenTheWorkerIsKilled() {
        Worker worker = newWorker();
        Ensemble ensemble = Ensemble.open(mediasoup(), worker);
        Signals.send(backend().processesOf(worker), "STOP");

        Map<Step, CompletableFuture<?>> calls = startAll(ensemble);
        calls.values().forEach(this::settles);
        await(worker.setAppData(Map.of("all calls before this one", "have arrived")));
        List<String> faults = new ArrayList<>();
        calls.forEach((step, call) -> {
            if (needsNoWorker(step) && failure(call) != null) {
                faults.add(step + ": " + failure(call));
            }
        });
        backend().kill(worker);

        calls.forEach((step, call) -> {
            Throwable failure = failure(call);
            boolean right = failure instanceof WorkerClosedException
                    || (!has(Capability.DIES_AT_ONCE)
                            && (failure instanceof InvalidStateException || failure instanceof NotFoundException));
            if (!needsNoWorker(step) && !right) {
                faults.add(step + ": " + failure);
            }
        });
        assertThat(faults).isEmpty();
        assertThat(worker.routers()).isEmpty();
        assertThat(worker.webRtcServers()).isEmpty();
    }

    /** Rounds of all calls while the worker dies: some before, some during, some after. */
    @Test
    void eachCallAroundTheDeathIsSettled() {
        Worker worker = newWorker();
        Ensemble ensemble = Ensemble.open(mediasoup(), worker);
        List<Map.Entry<Step, CompletableFuture<?>>> calls =
                new ArrayList<>(startAll(ensemble).entrySet());

        while (!worker.closed()) {
            backend().kill(worker); // in each round, for the calls may have another process started for it
            List<Map.Entry<Step, CompletableFuture<?>>> round =
                    List.copyOf(startAll(ensemble).entrySet());
            calls.addAll(round);
            failure(round.get(round.size() - 1).getValue());
        }
        calls.addAll(startAll(ensemble).entrySet());

        Set<String> failed = new TreeSet<>();
        calls.forEach(entry -> {
            Throwable failure = failure(entry.getValue());
            if (failure instanceof WorkerClosedException) {
                failed.add(entry.getKey().operation().name());
            }
            assertThat(failure)
                    .as(entry.getKey().toString())
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            closed -> assertThat(closed)
                                    .isExactlyInstanceOf(
                                            has(Capability.DIES_AT_ONCE)
                                                    ? WorkerClosedException.class
                                                    : InvalidStateException.class),
                            closed -> assertThat(closed).isExactlyInstanceOf(WorkerClosedException.class),
                            other -> assertThat(other)
                                    .isNotInstanceOf(InvalidStateException.class)
                                    .isInstanceOf(MediasoupException.class));
        });
        assertThat(failed)
                .containsAll(ensemble.steps(Kind.PROCEDURE).stream()
                        .filter(step -> !(step.target() instanceof Mediasoup))
                        .map(step -> step.operation().name())
                        .collect(Collectors.toSet()));
    }
}
