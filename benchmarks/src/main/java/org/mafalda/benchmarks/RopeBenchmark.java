package org.mafalda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** ROPE against a bare Jetty echo: client and server in one JVM, rounds interleaved, medians compared. */
public final class RopeBenchmark {
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 5;

    private RopeBenchmark() {}

    /** Prints the table and writes the figures to the file that the argument names. */
    public static void main(String[] args) throws Exception {
        List<String> records = new ArrayList<>();
        try (Competitor ours = new RopeEcho();
                Competitor theirs = new JettyEcho()) {
            for (Measure measure : Measure.values()) {
                records.add(compare(measure, ours, theirs));
            }
        }
        write(Path.of(args[0]), records);
        System.exit(0);
    }

    private static String compare(Measure measure, Competitor ours, Competitor theirs) throws InterruptedException {
        double[] own = new double[ROUNDS];
        double[] others = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            double one = measure.of(ours);
            double other = measure.of(theirs);
            if (round >= 0) {
                own[round] = one;
                others[round] = other;
                ratios[round] = measure.ratio(one, other);
            }
        }
        for (double[] figures : List.of(own, others, ratios)) {
            Arrays.sort(figures);
        }
        double ratio = ratios[ROUNDS / 2];
        System.out.printf(
                Locale.ROOT,
                "%-28s %s %s %.1f [%.1f … %.1f]   %s %.1f [%.1f … %.1f]   ratio %.2f (goal %.2f)%n",
                measure.title(),
                measure.unit(),
                ours.name(),
                own[ROUNDS / 2],
                own[0],
                own[ROUNDS - 1],
                theirs.name(),
                others[ROUNDS / 2],
                others[0],
                others[ROUNDS - 1],
                ratio,
                measure.goal());
        return String.format(
                Locale.ROOT,
                "{\"measure\":\"%s\",\"unit\":\"%s\",\"ours\":%s,\"peers\":{\"%s\":%s},\"ratio\":{\"%s\":%.3f},"
                        + "\"goal\":\"ratio of at least %.2f\",\"met\":%b,\"machine\":\"%s\",\"rounds\":%d}",
                measure.title(),
                measure.unit(),
                spread(own),
                theirs.name(),
                spread(others),
                theirs.name(),
                ratio,
                measure.goal(),
                ratio >= measure.goal(),
                machine(),
                ROUNDS);
    }

    private static String spread(double[] sorted) {
        return String.format(
                Locale.ROOT,
                "{\"median\":%.1f,\"min\":%.1f,\"max\":%.1f}",
                sorted[ROUNDS / 2],
                sorted[0],
                sorted[ROUNDS - 1]);
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, Java "
                + Runtime.version().feature();
    }

    private static void write(Path file, List<String> records) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "[\n" + String.join(",\n", records) + "\n]\n");
        System.out.println("Written: " + file);
    }
}
