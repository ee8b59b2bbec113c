package org.mafalda.benchmarks;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What came of a measure.
 *
 * @param measure what was measured
 * @param ours our figures
 * @param peers theirs, by name
 * @param ratios the median of the rounds' ratios, by the peer's name; above 1 if ours is better
 * @param rounds how many rounds were counted
 */
record Result(Measure measure, Figures ours, Map<String, Figures> peers, Map<String, Double> ratios, int rounds) {
    boolean met() {
        return measure.goal().check().met(ours.median(), ratios);
    }

    /** A record of the results file. */
    String json() {
        return "{\"measure\":" + quoted(measure.name())
                + ",\"unit\":" + quoted(measure.unit())
                + ",\"ours\":" + ours.json()
                + ",\"peers\":" + object(peers, Figures::json)
                + ",\"ratio\":" + object(ratios, Figures::number)
                + ",\"goal\":" + quoted(measure.goal().text())
                + ",\"met\":" + met()
                + ",\"machine\":" + quoted(machine())
                + ",\"rounds\":" + rounds + "}";
    }

    private static <V> String object(Map<String, V> values, Function<V, String> json) {
        return values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":" + json.apply(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.arch") + ", Java "
                + Runtime.version().feature();
    }
}
