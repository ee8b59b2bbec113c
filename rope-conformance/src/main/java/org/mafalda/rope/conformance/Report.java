package org.mafalda.rope.conformance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which exchanges went well, as a table. Not thread-safe. */
final class Report {
    private final List<String> columns = new ArrayList<>();
    /** By exchange, then by column. */
    private final Map<String, Map<String, Boolean>> rows = new LinkedHashMap<>();

    private final List<String> failures = new ArrayList<>();

    /** An exchange that went as it is written. */
    void passed(String column, Exchange exchange) {
        add(column, exchange, true);
    }

    /** An exchange that did not. */
    void failed(String column, Exchange exchange, String why) {
        add(column, exchange, false);
        failures.add(column + ", " + exchange + "\n  " + why);
    }

    private void add(String column, Exchange exchange, boolean passed) {
        if (!columns.contains(column)) {
            columns.add(column);
        }
        rows.computeIfAbsent(exchange.toString(), absent -> new LinkedHashMap<>())
                .put(column, passed);
    }

    /** Whether there were exchanges, and all of them passed. */
    boolean isGood() {
        return !rows.isEmpty() && failures.isEmpty();
    }

    void print(PrintStream out) {
        failures.forEach(failure -> out.println(failure + "\n"));
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.println(line("exchange", width, columns));
        rows.forEach((exchange, results) -> out.println(line(
                exchange,
                width,
                columns.stream()
                        .map(column -> mark(column, results.get(column)))
                        .toList())));
        out.println();
        for (String column : columns) {
            long passed = count(column, true);
            long failed = count(column, false);
            out.println(column + ": " + passed + " passed, " + failed + " failed");
        }
    }

    private static String mark(String column, @org.jspecify.annotations.Nullable Boolean passed) {
        String mark = passed == null ? "–" : passed ? "ok" : "FAILED";
        return mark + " ".repeat(Math.max(0, column.length() - mark.length()));
    }

    private static String line(String first, int width, List<String> others) {
        return (first + " ".repeat(width - Math.min(width, first.length())) + "  " + String.join("  ", others))
                .stripTrailing();
    }

    private long count(String column, boolean passed) {
        return rows.values().stream()
                .filter(results -> Boolean.valueOf(passed).equals(results.get(column)))
                .count();
    }
}
