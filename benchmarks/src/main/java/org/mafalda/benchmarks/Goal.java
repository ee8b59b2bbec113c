package org.mafalda.benchmarks;

import java.util.Locale;
import java.util.Map;

/** What a measure is to reach. */
record Goal(String text, Check check) {
    /** Judges the medians of ours and of the ratios to the peers. */
    @FunctionalInterface
    interface Check {
        boolean met(double ours, Map<String, Double> ratios);
    }

    /** So many times as good as the peer. */
    static Goal ratio(String peer, double least) {
        return new Goal(
                String.format(Locale.ROOT, "ratio to %s of at least %.2f", peer, least),
                (ours, ratios) -> ratios.getOrDefault(peer, 0.0) >= least);
    }

    /** A figure of no more than this, in the measure's unit. */
    static Goal atMost(double most, String unit) {
        return new Goal("at most " + Figures.number(most) + " " + unit, (ours, ratios) -> ours <= most);
    }

    /** A figure to be known. */
    static Goal reported() {
        return new Goal("reported", (ours, ratios) -> true);
    }
}
