package org.mafalda.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a measure is to reach. */
public record Goal(String text, Check check) {
    /** Judges the medians of ours and of the ratios to the peers. */
    @FunctionalInterface
    public interface Check {
        boolean met(double ours, Map<String, Double> ratios);
    }

    /** So many times as good as the peer. */
    public static Goal ratio(String peer, double least) {
        return new Goal(
                String.format(Locale.ROOT, "ratio to %s of at least %.2f", peer, least),
                (ours, ratios) -> ratios.getOrDefault(peer, 0.0) >= least);
    }

    /** A figure of no more than this, in the measure's unit. */
    public static Goal atMost(double most, String unit) {
        return new Goal("at most " + Figures.number(most) + " " + unit, (ours, ratios) -> ours <= most);
    }

    /** Each of these. */
    public static Goal all(Goal... goals) {
        return new Goal(
                Arrays.stream(goals).map(Goal::text).collect(Collectors.joining("; ")),
                (ours, ratios) ->
                        Arrays.stream(goals).allMatch(goal -> goal.check().met(ours, ratios)));
    }

    /** A figure to be known. */
    public static Goal reported() {
        return new Goal("reported", (ours, ratios) -> true);
    }
}
