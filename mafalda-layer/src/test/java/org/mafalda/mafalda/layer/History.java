package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.Worker;

/**
 * A room on simulated workers to which things happen without anybody waiting for what happened before, and what has to
 * be true of it at any time and in the end.
 */
final class History {
    private static final int BOXES = 3;
    private static final int WORKERS_PER_BOX = 3;

    /** One thing that happens. */
    enum Kind {
        JOIN,
        LEAVE,
        PRODUCE,
        CONSUME,
        PAUSE_PRODUCER,
        RESUME_PRODUCER,
        PAUSE_CONSUMER,
        RESUME_CONSUMER,
        CLOSE_PRODUCER,
        CLOSE_CONSUMER,
        PASS,
        LINGER,
        KILL,
        LOSE,
        SUSPECT,
        RECOVER
    }

    /** What happens, and to whom: the numbers choose among those that there are. */
    record Event(Kind kind, int first, int second) {
        @Override
        public String toString() {
            return kind + "(" + first + "," + second + ")";
        }
    }

    private final Simulation simulation;
    private final List<CompletableFuture<?>> calls = new ArrayList<>();
    private boolean duplicates;

    History(long seed, boolean singleFlight) {
        simulation = new Simulation(
                below -> below.boxes(BOXES)
                        .workersPerBox(WORKERS_PER_BOX)
                        .latency(Duration.ofMillis(20))
                        .failureRate(0.01)
                        .seed(seed),
                options -> options.policy(PlacementPolicy.scatter(5)).treePolicy(TreePolicy.limited(2, 3)),
                singleFlight);
    }

    /** Whether a producer was ever piped to one router twice at a time. */
    boolean duplicates() {
        return duplicates;
    }

    void happen(List<Event> events) {
        for (Event event : events) {
            happen(event);
            simulation.clock.advance(Duration.ofMillis(event.second() % 8));
            look();
        }
    }

    private void happen(Event event) {
        Transport transport = pick(simulation.router.transports(), event.first());
        Producer producer = pick(simulation.router.producers(), event.second());
        Consumer consumer = pick(simulation.router.consumers(), event.first());
        switch (event.kind()) {
            case JOIN -> calls.add(simulation.router.createPlainTransport(Simulation.TRANSPORT));
            case LEAVE -> close(transport);
            case PRODUCE -> {
                if (transport != null) {
                    calls.add(transport.produce(Simulation.opus()));
                }
            }
            case CONSUME -> {
                if (transport != null && producer != null) {
                    calls.add(transport.consume(simulation.consuming(producer)));
                }
            }
            case PAUSE_PRODUCER -> call(producer == null ? null : producer.pause());
            case RESUME_PRODUCER -> call(producer == null ? null : producer.resume());
            case PAUSE_CONSUMER -> call(consumer == null ? null : consumer.pause());
            case RESUME_CONSUMER -> call(consumer == null ? null : consumer.resume());
            case CLOSE_PRODUCER -> close(producer);
            case CLOSE_CONSUMER -> close(consumer);
            case PASS -> simulation.clock.advance(Duration.ofMillis(50));
            case LINGER -> simulation.clock.advance(Duration.ofSeconds(11));
            case KILL -> {
                Worker worker = pick(simulation.below.workers(), event.first());
                if (worker != null) {
                    simulation.below.kill(worker.id());
                }
            }
            case LOSE -> simulation.below.lose(box(event));
            case SUSPECT -> simulation.below.suspect(box(event));
            case RECOVER -> simulation.below.recover(box(event));
        }
    }

    private static String box(Event event) {
        return "box" + (event.first() % BOXES + 1);
    }

    private void call(@Nullable CompletableFuture<?> call) {
        if (call != null) {
            calls.add(call);
        }
    }

    private static void close(@Nullable AutoCloseable object) {
        if (object instanceof Transport transport) {
            transport.close();
        } else if (object instanceof Producer producer) {
            producer.close();
        } else if (object instanceof Consumer consumer) {
            consumer.close();
        }
    }

    private static <T> @Nullable T pick(Map<String, T> all, int number) {
        List<T> present = List.copyOf(all.values());
        return present.isEmpty() ? null : present.get(number % present.size());
    }

    private List<Topology.Pipe> pipes() {
        return ((SpanningRouter) simulation.router).pipes().describe();
    }

    private void look() {
        Set<List<String>> seen = new HashSet<>();
        for (Topology.Pipe pipe : pipes()) {
            duplicates |= !seen.add(List.of(String.valueOf(pipe.producerId()), pipe.toRouterId()));
        }
    }

    /** Lets everything come to rest and checks it; then everybody leaves, and nothing may be left. */
    void end() {
        for (int box = 1; box <= BOXES; box++) {
            simulation.below.recover("box" + box);
        }
        simulation.clock.advance(Duration.ofMinutes(1));
        look();
        assertThat(calls).allMatch(CompletableFuture::isDone);
        if (simulation.router.closed()) {
            return;
        }
        for (Consumer consumer : simulation.router.consumers().values()) {
            checkState(consumer);
        }
        checkNothingElseBelow();
        simulation.router.transports().values().forEach(Transport::close);
        simulation.clock.advance(Duration.ofMinutes(1));
        assertThat(pipes()).isEmpty();
        assertThat(transportsBelow(transport -> !(transport instanceof PipeTransport)))
                .isEmpty();
        assertThat(transportsBelow(transport -> !transport.producers().isEmpty()
                        || !transport.consumers().isEmpty()))
                .isEmpty();
        assertThat(simulation.below.workers())
                .as(
                        "%s %s",
                        simulation.topology(),
                        ((SpanningRouter) simulation.router).worker().innerWorkers())
                .hasSize(1);
        simulation.mafalda.close();
        simulation.clock.advance(Duration.ofMinutes(1));
        assertThat(simulation.below.workers()).isEmpty();
    }

    /** It receives, or it is known why not. */
    private void checkState(Consumer consumer) {
        assertThat(simulation.router.producers()).containsKey(consumer.producerId());
        Producer producer = Objects.requireNonNull(simulation.router.producers().get(consumer.producerId()));
        assertThat(consumer.producerPaused())
                .as("producerPaused of %s", consumer)
                .isEqualTo(producer.paused());
        assertThat(simulation.receives(consumer))
                .as("media for %s", consumer)
                .isEqualTo(!consumer.paused() && !producer.paused());
    }

    private void checkNothingElseBelow() {
        assertThat(transportsBelow(transport -> !(transport instanceof PipeTransport)))
                .hasSize(simulation.router.transports().size());
        assertThat(transportsBelow(transport -> transport instanceof PipeTransport).stream()
                        .mapToInt(transport -> transport.producers().size())
                        .sum())
                .as("far ends of pipes")
                .isEqualTo(pipes().size());
        assertThat(transportsBelow(transport -> !(transport instanceof PipeTransport)).stream()
                        .mapToInt(transport -> transport.consumers().size())
                        .sum())
                .isEqualTo(simulation.router.consumers().size());
    }

    private List<Transport> transportsBelow(Predicate<Transport> condition) {
        return simulation.below.workers().values().stream()
                .flatMap(worker -> worker.routers().values().stream())
                .flatMap(router -> router.transports().values().stream())
                .filter(condition)
                .toList();
    }
}
