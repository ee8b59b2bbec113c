package org.mafalda.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.mafalda.chaos.ledger.LocalLedger;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.OutcomeUnknownException;
import org.mafalda.rope.RequestTimeoutException;
import org.mafalda.rope.StateLostException;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.server.RopeServerOptions;

/**
 * Whatever clients do and whatever becomes of their connections and of the server, in whatever order: in the end states
 * are equal, every call is settled, and no effect happened twice. Real clients and a real server, on a simulated clock
 * and a simulated network, and with a scheduler that a seed decides; a failure is printed with the shortest history
 * that leads to it.
 *
 * <p>{@code -Djqwik.tries.default=…} sets the number of histories for each property; without it there are 300.
 */
class SessionPropertyTest {
    private static final int CLIENTS = 2;
    private static final String LONG_TEXT = "x".repeat(300_000);
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_SETTLINGS = 100;

    /** One thing that happens. */
    enum Kind {
        ADD,
        OPEN,
        DEPOSIT,
        CLOSE,
        NOTE,
        RUN,
        PASS,
        CUT,
        STALL,
        FLOW,
        UNREACHABLE,
        REACHABLE,
        PUBLISH,
        RESTART
    }

    /** What happens, to whom, and how much of it. */
    record Event(Kind kind, int client, int amount) {
        @Override
        public String toString() {
            return kind + "(" + client + "," + amount + ")";
        }
    }

    @Provide
    Arbitrary<List<Event>> shortOutages() {
        return histories(List.of(
                Tuple.of(6, Kind.ADD),
                Tuple.of(2, Kind.OPEN),
                Tuple.of(2, Kind.DEPOSIT),
                Tuple.of(2, Kind.CLOSE),
                Tuple.of(2, Kind.NOTE),
                Tuple.of(10, Kind.RUN),
                Tuple.of(2, Kind.PASS),
                Tuple.of(4, Kind.CUT),
                Tuple.of(1, Kind.STALL),
                Tuple.of(1, Kind.FLOW),
                Tuple.of(1, Kind.UNREACHABLE),
                Tuple.of(2, Kind.REACHABLE)));
    }

    @Provide
    Arbitrary<List<Event>> anything() {
        return histories(List.of(
                Tuple.of(6, Kind.ADD),
                Tuple.of(2, Kind.OPEN),
                Tuple.of(2, Kind.DEPOSIT),
                Tuple.of(2, Kind.CLOSE),
                Tuple.of(2, Kind.NOTE),
                Tuple.of(10, Kind.RUN),
                Tuple.of(4, Kind.PASS),
                Tuple.of(4, Kind.CUT),
                Tuple.of(1, Kind.STALL),
                Tuple.of(1, Kind.FLOW),
                Tuple.of(1, Kind.UNREACHABLE),
                Tuple.of(1, Kind.REACHABLE),
                Tuple.of(1, Kind.PUBLISH),
                Tuple.of(1, Kind.RESTART)));
    }

    private static Arbitrary<List<Event>> histories(List<Tuple.Tuple2<Integer, Kind>> kinds) {
        return Combinators.combine(
                        Arbitraries.frequency(kinds),
                        Arbitraries.integers().between(0, CLIENTS - 1),
                        Arbitraries.integers().between(1, 40))
                .as(Event::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    @Property
    void withinTheWindowNobodyNoticesCuts(
            @ForAll("shortOutages") List<Event> history, @ForAll long seed, @ForAll boolean binary) {
        Simulation simulation = new Simulation(seed, binary, Duration.ofHours(2), Duration.ofHours(1));
        history.forEach(simulation::happen);
        simulation.settle();

        simulation.checkAll();
        simulation.checkNothingWasNoticed();
    }

    @Property
    void whateverHappensAllIsSettledAndNothingHappensTwice(
            @ForAll("anything") List<Event> history, @ForAll long seed, @ForAll boolean binary) {
        Simulation simulation = new Simulation(seed, binary, Duration.ofSeconds(20), Duration.ofSeconds(30));
        history.forEach(simulation::happen);
        simulation.settle();

        simulation.checkAll();
    }

    /** A server, clients, and what happens to them. */
    private static final class Simulation {
        private final World world;
        private final SimulatedServer server;
        private final List<SimulatedClient> clients = new ArrayList<>();
        private long tickets;

        Simulation(long seed, boolean binary, Duration window, Duration timeout) {
            world = new World(seed);
            server = new SimulatedServer(
                    world,
                    RopeServerOptions.builder()
                            .resumeWindow(window)
                            .maxJournal(1 << 20)
                            .build());
            RopeClientOptions options = RopeClientOptions.builder()
                    .jitter(0)
                    .requestTimeout(timeout)
                    .backoff(Duration.ofMillis(100), Duration.ofSeconds(2))
                    .build();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new SimulatedClient(world, server, binary ? Codec.CBOR : Codec.JSON, options));
            }
        }

        void happen(Event event) {
            SimulatedClient client = clients.get(event.client());
            switch (event.kind()) {
                case ADD -> client.add(++tickets);
                case OPEN -> client.open(++tickets);
                case DEPOSIT -> client.deposit(++tickets, event.amount());
                case CLOSE -> client.closeAccount(event.amount());
                case NOTE -> client.note(++tickets);
                case RUN -> world.run(event.amount());
                case PASS -> world.pass(TimeUnit.MILLISECONDS.toNanos(250L * event.amount()));
                case CUT -> client.cut();
                case STALL -> client.stall(event.amount() % 2 == 0);
                case FLOW -> client.flow();
                case UNREACHABLE -> client.unreachable(true);
                case REACHABLE -> client.unreachable(false);
                case PUBLISH -> client.publish(++tickets, LONG_TEXT);
                case RESTART -> {
                    server.restart();
                    clients.forEach(SimulatedClient::cut);
                }
            }
        }

        /** Everything is well again; time passes until all calls are settled. */
        void settle() {
            clients.forEach(client -> {
                client.flow();
                client.unreachable(false);
            });
            for (int i = 0; i < MOST_SETTLINGS && !clients.stream().allMatch(SimulatedClient::isSettled); i++) {
                world.pass(SETTLING_NANOS);
            }
            // What was said before, without an answer, has been heard when this is answered.
            clients.forEach(client -> client.add(++tickets));
            world.pass(SETTLING_NANOS);
        }

        void checkAll() {
            String expected = LocalLedger.picture(server.ledger());
            for (SimulatedClient client : clients) {
                assertThat(client.isSettled()).as(client.state()).isTrue();
                assertThat(LocalLedger.picture(client.ledger())).isEqualTo(expected);
                assertThat(client.answersTooEarly()).isZero();
                assertThat(client.witness().outOfOrder()).isZero();
                client.calls().forEach(this::checkCall);
                client.notes()
                        .forEach(ticket -> assertThat(server.effects(ticket))
                                .as("note %s", ticket)
                                .hasSizeLessThan(2));
                for (long ticket = 1; ticket <= tickets; ticket++) {
                    checkLifeCycle(client, ticket);
                }
            }
        }

        private void checkCall(long ticket, CompletableFuture<Long> call) {
            List<Long> effects = server.effects(ticket);
            assertThat(effects).as("effects of %s", ticket).hasSizeLessThan(2);
            Object outcome = call.<Object>thenApply(number -> number)
                    .exceptionally(failure -> failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure)
                    .join();
            if (outcome instanceof Throwable) {
                assertThat(outcome)
                        .as("outcome of %s", ticket)
                        .isInstanceOfAny(
                                OutcomeUnknownException.class,
                                StateLostException.class,
                                RequestTimeoutException.class,
                                ObjectClosedException.class,
                                ConnectionLostException.class);
            } else {
                assertThat(effects).as("effects of %s", ticket).isEqualTo(List.of(outcome));
            }
        }

        /** Of each account it was told once that it came, and once that it went. */
        private static void checkLifeCycle(SimulatedClient client, long ticket) {
            Witness witness = client.witness();
            int present = client.ledger().accounts().containsKey(Long.toString(ticket)) ? 1 : 0;
            assertThat(witness.timesOpened(ticket)).as("opened %s", ticket).isBetween(present, 1);
            assertThat(witness.timesLeft(ticket))
                    .as("left %s", ticket)
                    .isEqualTo(witness.timesOpened(ticket) - present);
            assertThat(witness.timesClosed(ticket)).as("closed %s", ticket).isEqualTo(witness.timesLeft(ticket));
        }

        void checkNothingWasNoticed() {
            for (SimulatedClient client : clients) {
                assertThat(client.recoveries()).isSubsetOf(Recovery.RESUMED);
                client.calls().forEach((ticket, call) -> {
                    if (call.isCompletedExceptionally()) {
                        assertThat(call.handle((number, failure) -> failure).join())
                                .as("failure of %s", ticket)
                                .hasRootCauseInstanceOf(ObjectClosedException.class);
                    }
                });
                Stream.concat(client.notes().stream(), client.calls().keySet().stream())
                        .filter(ticket -> !client.calls().containsKey(ticket)
                                || !client.calls().get(ticket).isCompletedExceptionally())
                        .forEach(ticket -> assertThat(server.effects(ticket))
                                .as("effects of %s", ticket)
                                .hasSize(1));
            }
        }
    }
}
