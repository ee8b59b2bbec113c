package org.mafalda.mediasoup.horizontal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.horizontal.PlacementPolicy.Candidate;
import org.mafalda.mediasoup.horizontal.PlacementPolicy.Request;
import org.mafalda.mediasoup.host.GeoPosition;

/** The policies choose as they say. */
final class PoliciesTest {
    private static final GeoPosition MADRID = new GeoPosition(40.42, -3.70);
    private static final GeoPosition PARIS = new GeoPosition(48.86, 2.35);
    private static final GeoPosition TOKYO = new GeoPosition(35.68, 139.69);

    private static Candidate box(String id, double load) {
        return box(id, load, null);
    }

    private static Candidate box(String id, double load, @Nullable GeoPosition position) {
        return new Candidate(id, SimulatedBox.info(id, Map.of(), position, "1.0"), load, 0);
    }

    private static Request request(long sequence) {
        return new Request(WorkerSettings.DEFAULT, sequence, null);
    }

    private static Request room(String room) {
        return new Request(
                WorkerSettings.builder().appData(Map.of("room", room)).build(), 1, null);
    }

    private static String chosen(PlacementPolicy policy, Request request, Candidate... candidates) {
        return policy.choose(request, List.of(candidates)).boxId();
    }

    @Test
    void leastLoadedTakesTheLeastLoaded() {
        assertThat(chosen(Policies.leastLoaded(), request(1), box("a", 0.5), box("b", 0.1), box("c", 0.3)))
                .isEqualTo("b");
    }

    @Test
    void nearEqualsShareAndTheFullOneIsNeverAmongThem() {
        Set<String> all = LongStream.range(0, 100)
                .mapToObj(i -> chosen(
                        Policies.leastLoaded(),
                        request(i),
                        box("a", 0.11),
                        box("b", 0.1),
                        box("c", 0.12),
                        box("d", 0.9)))
                .collect(Collectors.toSet());

        assertThat(all).contains("a", "b").doesNotContain("d");
    }

    @Test
    void sameRequestGetsTheSameAnswer() {
        for (int i = 1; i < 20; i++) {
            assertThat(chosen(Policies.leastLoaded(), request(i), box("a", 0), box("b", 0), box("c", 0)))
                    .isEqualTo(chosen(Policies.leastLoaded(), request(i), box("a", 0), box("b", 0), box("c", 0)));
        }
    }

    @Test
    void roundRobinTakesEachInTurn() {
        List<String> turns = LongStream.rangeClosed(1, 6)
                .mapToObj(i -> chosen(Policies.roundRobin(), request(i), box("c", 0), box("a", 0.9), box("b", 0)))
                .toList();

        assertThat(turns).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void stickyKeepsTogetherAndMovesOnlyWhatHasTo() {
        Candidate[] three = {box("a", 0.1), box("b", 0.2), box("c", 0.3)};
        Candidate[] two = {box("a", 0.1), box("b", 0.2)};
        PlacementPolicy policy = Policies.sticky("room");

        for (int i = 0; i < 50; i++) {
            String before = chosen(policy, room("room " + i), three);
            assertThat(chosen(policy, room("room " + i), three)).isEqualTo(before);
            if (!before.equals("c")) {
                assertThat(chosen(policy, room("room " + i), two)).isEqualTo(before);
            }
        }
    }

    @Test
    void stickyLeavesAFullBox() {
        PlacementPolicy policy = Policies.sticky("room");
        String home = chosen(policy, room("blue"), box("a", 0), box("b", 0));
        String other = home.equals("a") ? "b" : "a";

        assertThat(chosen(policy, room("blue"), box(home, 0.8), box(other, 0))).isEqualTo(other);
        assertThat(chosen(policy, request(1), box("a", 0.5), box("b", 0))).isEqualTo("b");
    }

    @Test
    void geographicTakesTheNearestWithRoom() {
        Request nearMadrid = new Request(WorkerSettings.DEFAULT, 1, MADRID);

        assertThat(chosen(Policies.geographic(), nearMadrid, box("paris", 0.6, PARIS), box("tokyo", 0, TOKYO)))
                .isEqualTo("paris");
        assertThat(chosen(Policies.geographic(), nearMadrid, box("paris", 0.8, PARIS), box("tokyo", 0, TOKYO)))
                .isEqualTo("tokyo");
        assertThat(chosen(Policies.geographic(), request(1), box("paris", 0.5, PARIS), box("tokyo", 0, TOKYO)))
                .isEqualTo("tokyo");
    }

    @Test
    void distancesAreThoseOnEarth() {
        assertThat(Policies.kilometres(MADRID, PARIS)).isCloseTo(1053, within(5.0));
        assertThat(Policies.kilometres(PARIS, TOKYO)).isCloseTo(9712, within(20.0));
        assertThat(Policies.kilometres(PARIS, PARIS)).isZero();
    }
}
