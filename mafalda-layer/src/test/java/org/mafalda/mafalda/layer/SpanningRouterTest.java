package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.simulator.CpuModel;

/** Routers that span simulated workers. */
final class SpanningRouterTest {
    @Test
    void consumersOnAnotherWorkerReceiveOverOnePipeThatLingersAndGoes() {
        Simulation simulation = new Simulation(below -> below, options -> options.policy(PlacementPolicy.scatter(2)));
        Producer producer = simulation.producer();
        List<Consumer> consumers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            consumers.add(simulation.consumer(producer));
        }
        assertThat(consumers).allMatch(simulation::receives);
        assertThat(simulation.topology().pipes()).hasSize(1);
        consumers.forEach(Consumer::close);
        simulation.clock.settle();
        assertThat(simulation.topology().pipes()).hasSize(1);
        simulation.clock.advance(Duration.ofSeconds(11));
        assertThat(simulation.topology().pipes()).isEmpty();
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
