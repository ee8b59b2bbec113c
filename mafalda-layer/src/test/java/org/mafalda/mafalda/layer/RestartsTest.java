package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Worker;

/** A virtual worker whose last real one dies again and again. */
final class RestartsTest {
    private final Simulation simulation = new Simulation(below -> below, options -> options);
    private final Worker worker =
            simulation.mafalda.workers().values().iterator().next();

    private void kill() {
        simulation.below.kill(simulation.below.workers().keySet().iterator().next());
        simulation.clock.settle();
    }

    /** Kills the only real worker; how long it takes until the next one lives. */
    private Duration untilTheNextAfterAKill() {
        CompletableFuture<Instant> next = new CompletableFuture<>();
        simulation.below.onNewWorker(event -> next.complete(simulation.clock.now()));
        Instant death = simulation.clock.now();
        kill();
        return Duration.between(death, simulation.clock.await(next));
    }

    @Test
    void theNextOneComesLaterAndLaterUntilOneLives() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            millis.add(untilTheNextAfterAKill().toMillis());
        }
        assertThat(millis).containsExactly(0L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L, 5_000L);
        assertThat(worker.closed()).isFalse();

        simulation.clock.advance(Restarts.SOON);

        assertThat(untilTheNextAfterAKill()).isZero();
        assertThat(untilTheNextAfterAKill()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whatNeedsTheNextOneWaitsForIt() {
        untilTheNextAfterAKill();
        kill();
        assertThat(simulation.below.workers()).isEmpty();

        simulation.transport();

        assertThat(simulation.below.workers()).hasSize(1);
    }

    @Test
    void nobodyWaitsForTheNextOfAClosedWorker() {
        untilTheNextAfterAKill();
        kill();
        CompletableFuture<Router> waiting = worker.createRouter(Simulation.OPUS);
        worker.close();
        simulation.clock.settle();

        assertThat(waiting)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(InvalidStateException.class);
        simulation.clock.advance(Duration.ofMinutes(1));
        assertThat(simulation.below.workers()).isEmpty();
    }
}
