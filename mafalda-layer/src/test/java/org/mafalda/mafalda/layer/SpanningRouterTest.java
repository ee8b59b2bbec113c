package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.TransportLostEvent;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.simulator.CpuModel;

/** Routers that span simulated workers. */
final class SpanningRouterTest {
    @Test
    void consumersOnAnotherWorkerReceiveOverOnePipeThatLingersAndGoes() {
        Simulation simulation = Simulation.scattered(2);
        Producer producer = simulation.producer();
        List<Consumer> consumers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            consumers.add(simulation.consumer(producer));
        }
        assertThat(consumers).allMatch(simulation::receives);
        assertThat(simulation.topology().pipes()).hasSize(1);
        assertThat(simulation.mafalda.relaysMade()).isZero();
        consumers.forEach(Consumer::close);
        simulation.clock.settle();
        assertThat(simulation.topology().pipes()).hasSize(1);
        simulation.clock.advance(Duration.ofSeconds(11));
        assertThat(simulation.topology().pipes()).isEmpty();
    }

    @Test
    void theCloseOfAPipedProducerIsToldBeforeThatOfItsRouter() {
        Simulation simulation = Simulation.scattered(2);
        Producer producer = simulation.producer();
        Consumer consumer = simulation.consumer(producer);
        List<String> ends = new ArrayList<>();
        consumer.onClose(event -> ends.add("consumer"));
        producer.onClose(event -> ends.add("producer"));
        simulation.router.onClose(event -> ends.add("router"));
        simulation.router.close();
        simulation.clock.settle();
        assertThat(ends)
                .containsExactlyInAnyOrder("producer", "consumer", "router")
                .endsWith("router");
    }

    private static Simulation chain() {
        return Simulation.scattered(3, options -> options.treePolicy(TreePolicy.limited(1, 3)));
    }

    private static String relay(Simulation simulation) {
        Topology.Pipe second = simulation.topology().pipes().stream()
                .filter(pipe -> pipe.depth() == 2)
                .findFirst()
                .orElseThrow();
        return simulation.workerOf(second.fromRouterId());
    }

    @Test
    void aRelayServesOthersAndStaysWhileItDoes() {
        Simulation simulation = chain();
        Producer producer = simulation.producer();
        Consumer onRelay = simulation.consumer(producer);
        Consumer behind = simulation.consumer(producer);
        assertThat(simulation.topology().depth()).isEqualTo(2);
        assertThat(simulation.mafalda.pipesMade()).isEqualTo(2);
        assertThat(simulation.mafalda.relaysMade()).isEqualTo(1);
        onRelay.close();
        simulation.clock.advance(Duration.ofMinutes(1));
        assertThat(simulation.receives(behind)).isTrue();
        assertThat(simulation.topology().pipes()).hasSize(2);
        behind.close();
        simulation.clock.advance(Duration.ofMinutes(1));
        assertThat(simulation.topology().pipes()).isEmpty();
    }

    @Test
    void consumersBehindARelayThatDiesGoOn() {
        Simulation simulation = chain();
        Producer producer = simulation.producer();
        Consumer onRelay = simulation.consumer(producer);
        Consumer behind = simulation.consumer(producer);
        List<CloseReason> ends = new ArrayList<>();
        behind.onClose(event -> ends.add(event.reason()));
        List<String> moved = new ArrayList<>();
        simulation.router.onConsumerMoved(event -> moved.add(event.consumerId()));
        simulation.below.kill(relay(simulation));
        simulation.clock.settle();
        assertThat(onRelay.closed()).isTrue();
        assertThat(ends).isEmpty();
        assertThat(moved).containsExactly(behind.id());
        assertThat(behind.closed()).isFalse();
        assertThat(simulation.receives(behind)).isTrue();
        assertThat(simulation.topology().pipes()).hasSize(1);
        producer.close();
        simulation.clock.settle();
        assertThat(ends).containsExactly(new CloseReason.ProducerClosed());
    }

    @Test
    void whatPassesASuspectBoxIsMadeToPassElsewhereBeforeItIsDropped() {
        Simulation simulation = new Simulation(
                below -> below.boxes(3).workersPerBox(1),
                options -> options.policy(PlacementPolicy.scatter(3)).treePolicy(TreePolicy.limited(1, 3)));
        Producer producer = simulation.producer();
        simulation.consumer(producer);
        Consumer behind = simulation.consumer(producer);
        String relay = relay(simulation);
        simulation.below.suspect(simulation.below.boxOf(relay));
        simulation.clock.settle();
        assertThat(simulation.receives(behind)).isTrue();
        assertThat(simulation.topology().pipes())
                .extracting(Topology.Pipe::depth)
                .containsOnly(1);
    }

    @Test
    void aTransportOfADeadWorkerIsAnnouncedWithAnotherOneInItsPlace() {
        Simulation simulation = Simulation.scattered(2);
        Producer producer = simulation.producer();
        Consumer consumer = simulation.consumer(producer);
        simulation.clock.await(consumer.pause());
        List<TransportLostEvent> lost = new ArrayList<>();
        simulation.router.onTransportLost(lost::add);
        simulation.below.kill(simulation.topology().pipes().stream()
                .map(pipe -> simulation.workerOf(pipe.toRouterId()))
                .findFirst()
                .orElseThrow());
        simulation.clock.settle();
        assertThat(consumer.closed()).isTrue();
        assertThat(lost).hasSize(1);
        TransportLostEvent event = lost.get(0);
        assertThat(event.closed()).isTrue();
        Transport replacement = Objects.requireNonNull(event.replacement());
        assertThat(simulation.router.transports()).containsKey(replacement.id());
        List<Consumer> restored =
                simulation.clock.await(event.restoreConsumers(replacement)).consumers();
        assertThat(restored).hasSize(1);
        assertThat(restored.get(0).producerId()).isEqualTo(producer.id());
        assertThat(restored.get(0).paused()).isTrue();
        simulation.clock.await(restored.get(0).resume());
        assertThat(simulation.receives(restored.get(0))).isTrue();
    }

    @Test
    void theProducersOfALostTransportComeBackUnderTheirIds() {
        Simulation simulation = Simulation.scattered(2);
        Producer producer = simulation.producer();
        simulation.transport();
        List<TransportLostEvent> lost = new ArrayList<>();
        simulation.router.onTransportLost(lost::add);
        simulation.below.kill(simulation.topology().innerRouters().get(0).workerId());
        simulation.clock.settle();
        assertThat(producer.closed()).isTrue();
        Transport replacement = Objects.requireNonNull(lost.get(0).replacement());
        List<Producer> restored = simulation
                .clock
                .await(lost.get(0).restoreProducers(replacement))
                .producers();
        assertThat(restored).extracting(Producer::id).containsExactly(producer.id());
    }

    @Test
    void aSuspectTransportIsAnnouncedOnce() {
        Simulation simulation = Simulation.twoBoxes();
        simulation.producer();
        simulation.transport();
        List<TransportLostEvent> lost = new ArrayList<>();
        simulation.router.onTransportLost(lost::add);
        simulation.below.suspect("box1");
        simulation.clock.settle();
        assertThat(lost).extracting(TransportLostEvent::closed).containsExactly(false);
        simulation.below.lose("box1");
        simulation.clock.settle();
        assertThat(lost).hasSize(1);
    }

    @Test
    void transportsThatAreCreatedBeforeTheirConsumersSpreadBelowTheWatermark() {
        Simulation simulation = new Simulation(below -> below.cpu(CpuModel.consumers(500)), options -> options);
        Producer producer = simulation.producer();
        List<PlainTransport> transports = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            transports.add(simulation.transport());
        }
        transports.forEach(transport -> simulation.clock.await(transport.consume(simulation.consuming(producer))));
        simulation.clock.advance(Duration.ofSeconds(2));
        assertThat(simulation.below.workers()).hasSizeGreaterThan(1);
        assertThat(simulation.below.workers().keySet()).allMatch(workerId -> simulation.below.load(workerId) < 0.6);
    }
}
