package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.layer.History.Event;
import org.mafalda.mafalda.layer.History.Kind;

/**
 * Whatever happens to a room and its workers, in whatever order: nothing leaks, nothing is piped twice, and each
 * consumer receives, or it is known why not. A failure is printed with the shortest history that leads to it.
 */
class HistoryPropertyTest {
    @Provide
    Arbitrary<List<Event>> histories() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, Kind.JOIN),
                Tuple.of(2, Kind.LEAVE),
                Tuple.of(6, Kind.PRODUCE),
                Tuple.of(16, Kind.CONSUME),
                Tuple.of(2, Kind.PAUSE_PRODUCER),
                Tuple.of(2, Kind.RESUME_PRODUCER),
                Tuple.of(1, Kind.PAUSE_CONSUMER),
                Tuple.of(1, Kind.RESUME_CONSUMER),
                Tuple.of(2, Kind.CLOSE_PRODUCER),
                Tuple.of(3, Kind.CLOSE_CONSUMER),
                Tuple.of(6, Kind.PASS),
                Tuple.of(1, Kind.LINGER),
                Tuple.of(2, Kind.KILL),
                Tuple.of(1, Kind.LOSE),
                Tuple.of(2, Kind.SUSPECT),
                Tuple.of(2, Kind.RECOVER));
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 99);
        return Combinators.combine(kinds, numbers, numbers)
                .as(Event::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(120);
    }

    @Property(seed = "20261121")
    void nothingLeaksAndEverybodyReceivesOrKnowsWhyNot(@ForAll("histories") List<Event> events, @ForAll long seed) {
        History history = new History(seed, true);
        history.happen(events);
        history.end();
        assertThat(history.duplicates()).as("piped twice").isFalse();
    }

    @Test
    void withoutSingleFlightThereAreDuplicates() {
        int duplicates = 0;
        for (long seed = 0; seed < 50; seed++) {
            History history = new History(seed, false);
            history.happen(busy(new Random(seed)));
            duplicates += history.duplicates() ? 1 : 0;
        }
        assertThat(duplicates).isPositive();
    }

    private static List<Event> busy(Random random) {
        List<Event> events = new ArrayList<>();
        Kind[] kinds = {Kind.JOIN, Kind.PRODUCE, Kind.CONSUME, Kind.CONSUME, Kind.PASS};
        for (int number = 0; number < 60; number++) {
            events.add(new Event(kinds[random.nextInt(kinds.length)], random.nextInt(100), random.nextInt(100)));
        }
        return events;
    }
}
