package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.TransportLostEvent;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.host.Availability;

/** Real workers that come and go below a router. */
final class InnerWorkersTest {
    @Test
    void aTransportThatCouldBeReachedAgainIsAnnouncedAgainWhenItIsLostAgain() {
        Simulation simulation = Simulation.twoBoxes();
        simulation.producer();
        simulation.transport();
        List<TransportLostEvent> lost = new ArrayList<>();
        simulation.router.onTransportLost(lost::add);

        simulation.below.suspect("box1");
        simulation.clock.settle();
        simulation.below.recover("box1");
        simulation.clock.settle();
        simulation.below.kill(workerOn(simulation, "box1"));
        simulation.clock.settle();

        assertThat(lost).extracting(TransportLostEvent::closed).containsExactly(false, true);
        assertThat(lost)
                .extracting(TransportLostEvent::transportId)
                .containsOnly(lost.get(0).transportId());
    }

    @Test
    void aWorkerIsAsAvailableAsTheBestOfThoseThatAreLeft() {
        Simulation simulation = Simulation.twoBoxes();
        Worker worker = simulation.mafalda.workers().values().iterator().next();
        simulation.transport();
        simulation.transport();
        List<Availability> told = new ArrayList<>();
        worker.onAvailabilityChange((AvailabilityChangeEvent event) -> told.add(event.availability()));

        simulation.below.suspect("box1");
        simulation.clock.settle();
        assertThat(worker.availability()).isEqualTo(Availability.AVAILABLE);
        simulation.below.kill(workerOn(simulation, "box2"));
        simulation.clock.settle();

        assertThat(worker.availability()).isEqualTo(Availability.SUSPECT);
        assertThat(told).containsExactly(Availability.SUSPECT);
    }

    private static String workerOn(Simulation simulation, String boxId) {
        return simulation.topology().innerRouters().stream()
                .filter(inner -> boxId.equals(inner.boxId()))
                .map(Topology.InnerRouter::workerId)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void transportsThatAreCreatedAtOnceStartNoMoreWorkersThanTheLimit() {
        Simulation simulation = Simulation.scattered(5, options -> options.maxWorkers(3));

        for (int round = 0; round < 4; round++) {
            List<CompletableFuture<PlainTransport>> all = IntStream.range(0, 20)
                    .mapToObj(i -> simulation.router.createPlainTransport(Simulation.TRANSPORT))
                    .toList();
            all.forEach(simulation.clock::await);
        }

        assertThat(simulation.below.workers()).hasSize(3);
    }

    @Test
    void aPolicyThatWantsAWorkerBeyondTheLimitIsRefused() {
        Simulation simulation = new Simulation(
                below -> below,
                options -> options.maxWorkers(2)
                        .policy(situation -> PlacementPolicy.Choice.another(null, "always another one")));

        simulation.transport();

        assertThatThrownBy(simulation::transport).hasCauseInstanceOf(CapacityException.class);
        assertThat(simulation.below.workers()).hasSize(2);
    }

    @Test
    void ofProducersThatWantOneIdAtOnceTheFirstGetsIt() {
        Simulation simulation = Simulation.scattered(2);
        PlainTransport first = simulation.transport();
        PlainTransport second = simulation.transport();

        CompletableFuture<Producer> made = first.produce(Names.with(Simulation.opus(), "id", "wanted"));
        CompletableFuture<Producer> refused = second.produce(Names.with(Simulation.opus(), "id", "wanted"));

        assertThat(simulation.clock.await(made).id()).isEqualTo("wanted");
        assertThatThrownBy(() -> simulation.clock.await(refused)).hasCauseInstanceOf(InvalidArgumentException.class);
        made.join().close();
        simulation.clock.settle();
        assertThat(simulation
                        .clock
                        .await(second.produce(Names.with(Simulation.opus(), "id", "wanted")))
                        .id())
                .isEqualTo("wanted");
    }

    @Test
    void withoutWorkersOfItsOwnARouterStaysOnOne() {
        Simulation simulation = Simulation.scattered(3, options -> options.maxWorkers(0));
        for (int i = 0; i < 5; i++) {
            simulation.transport();
        }

        assertThat(simulation.topology().workers()).hasSize(1);
        assertThat(simulation.topology().transports())
                .containsOnlyKeys(simulation.router.transports().keySet());
    }

    @Test
    void aWorkerThatNobodyNeedsGoes() {
        Simulation simulation = Simulation.scattered(2);
        List<PlainTransport> transports = List.of(simulation.transport(), simulation.transport());
        assertThat(simulation.below.workers()).hasSize(2);

        transports.forEach(PlainTransport::close);
        simulation.clock.advance(Duration.ofMinutes(1));

        assertThat(simulation.below.workers()).hasSize(1);
    }
}
