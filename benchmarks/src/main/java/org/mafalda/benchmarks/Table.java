package org.mafalda.benchmarks;

import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** Results as lines of text, each printed as soon as it is there. */
final class Table {
    private static final String ROW = "%-48s %-24s %-30s %-44s %-18s %s%n";

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void head(String title) {
        out.println(title);
        out.printf(ROW, "measure", "unit", "ours: median [min … max]", "peers", "ratio", "goal");
    }

    void row(Result result) {
        Measure measure = result.measure();
        String peers = result.peers().entrySet().stream().map(Table::text).collect(Collectors.joining(", "));
        String ratios = result.ratios().values().stream().map(Figures::number).collect(Collectors.joining(", "));
        out.printf(
                ROW,
                measure.name(),
                measure.unit(),
                result.ours(),
                peers.isEmpty() ? "–" : peers,
                ratios.isEmpty() ? "–" : ratios,
                measure.goal().text() + (result.met() ? "" : ": NOT MET"));
    }

    private static String text(Map.Entry<String, Figures> peer) {
        return peer.getKey() + " " + peer.getValue();
    }
}
