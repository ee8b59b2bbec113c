package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.failure;

import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Signals;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.reflect.Ensemble;
import org.mafalda.acceptance.reflect.Ensemble.Step;
import org.mafalda.acceptance.reflect.Kind;
import org.mafalda.acceptance.reflect.Operation;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.rope.Remote;

/**
 * What becomes of each kind of creation that is on its way when something above it closes: it fails, and what comes of
 * it late is gone. The creations are found by reflection.
 */
public abstract class ClosingWhileCreatingContract extends AcceptanceTest {
    private Worker worker;
    private Ensemble ensemble;
    private List<ProcessHandle> stopped = List.of();

    /** For the compositions. */
    protected ClosingWhileCreatingContract() {}

    @BeforeEach
    void openAllKinds() {
        worker = newWorker();
        ensemble = Ensemble.open(mediasoup(), worker);
    }

    private static boolean creates(Operation operation) {
        return operation.method().getGenericReturnType() instanceof ParameterizedType future
                && future.getActualTypeArguments()[0] instanceof Class<?> result
                && (result.isAnnotationPresent(Remote.class) || result == PipeToRouterResult.class);
    }

    /** Starts each creation on the objects that are wanted, at a worker that does not answer any more. */
    private Map<Step, CompletableFuture<?>> startCreations(Predicate<Object> owners) {
        stopped = backend().processesOf(worker);
        Signals.send(stopped, "STOP");
        Map<Step, CompletableFuture<?>> creations = new LinkedHashMap<>();
        ensemble.steps(Kind.PROCEDURE).stream()
                .filter(step -> creates(step.operation()) && owners.test(step.target()))
                .forEach(step -> creations.put(
                        step, step.operation().start(step.target(), ensemble.argumentsOf(step.operation()))));
        assertThat(creations).isNotEmpty();
        return creations;
    }

    private void goOn() {
        Signals.send(stopped, "CONT");
    }

    private static void assertFailed(
            Map<Step, CompletableFuture<?>> creations, Class<? extends InvalidStateException> expected) {
        List<String> faults = new ArrayList<>();
        creations.forEach((step, creation) -> {
            Throwable failure = failure(creation);
            if (failure == null || failure.getClass() != expected) {
                faults.add(step + ": " + failure);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void creationsOnAClosingTransportFail() {
        Router router = ensemble.of(Router.class);
        Map<Step, CompletableFuture<?>> creations = startCreations(Transport.class::isInstance);

        // That with the producers goes last: what the others were to consume is there till they are closed themselves.
        WebRtcTransport origin = ensemble.of(WebRtcTransport.class);
        router.transports().values().stream()
                .filter(transport -> !transport.id().equals(origin.id()))
                .forEach(Transport::close);
        origin.close();
        goOn();

        assertFailed(creations, InvalidStateException.class);
        assertThat(await(router.dump()).transportIds()).isEmpty();
        assertThat(await(router.dump()).mapProducerIdConsumerIds()).isEmpty();
        assertThat(router.producers()).isEmpty();
        assertThat(router.consumers()).isEmpty();
        assertThat(router.dataProducers()).isEmpty();
        assertThat(router.dataConsumers()).isEmpty();
    }

    @Test
    void creationsBelowAClosingRouterFail() {
        Router router = ensemble.of(Router.class);
        List<String> others = worker.routers().keySet().stream()
                .filter(id -> !id.equals(router.id()))
                .toList();
        Map<Step, CompletableFuture<?>> creations =
                startCreations(owner -> owner instanceof Transport || owner instanceof Router);

        router.close();
        goOn();

        assertFailed(creations, InvalidStateException.class);
        assertThat(await(worker.dump()).routerIds()).containsExactlyInAnyOrderElementsOf(others);
        for (String id : others) {
            Router other = Objects.requireNonNull(worker.routers().get(id));
            assertThat(await(other.dump()).transportIds()).isEmpty();
            assertThat(other.transports()).isEmpty();
        }
        assertThat(router.transports()).isEmpty();
        assertThat(router.rtpObservers()).isEmpty();
    }

    @Test
    void creationsBelowAClosingWorkerFail() {
        Map<Step, CompletableFuture<?>> creations = startCreations(owner -> !(owner instanceof Mediasoup));

        worker.close();
        goOn();

        assertFailed(creations, WorkerClosedException.class);
        assertThat(worker.routers()).isEmpty();
        assertThat(worker.webRtcServers()).isEmpty();
    }

    @Test
    void creationsBelowAClosingMediasoupFail() {
        Map<Step, CompletableFuture<?>> creations = startCreations(owner -> true);

        mediasoup().close();
        goOn();

        creations.forEach((step, creation) -> {
            Throwable failure = failure(creation);
            // A new worker does not wait for the one that is stopped, and may have come up before the close.
            if (failure != null || !(creation.join() instanceof Worker created && created.closed())) {
                assertThat(failure).as(step.toString()).isInstanceOf(InvalidStateException.class);
            }
        });
        assertThat(mediasoup().workers()).isEmpty();
    }

    /** The listener of the event that tells of an object closes what it was created on. */
    @Test
    void parentThatIsClosedInTheEventOfItsNewChildTakesItAlong() {
        Router router = newRouter(worker);
        probe(listener -> router.onNewTransport(event -> {
            router.close();
            listener.on(event);
        }));

        CompletableFuture<?> creation = router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).build());

        settles(creation);
        failure(creation);
        assertThat(router.closed()).isTrue();
        assertThat(router.transports()).isEmpty();
        assertThat(await(worker.dump()).routerIds()).doesNotContain(router.id());
    }
}
