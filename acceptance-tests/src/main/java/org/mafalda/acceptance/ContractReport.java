package org.mafalda.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the contract tests of each composition, and writes a line for each into a file when all have run:
 * {@code composition=local tests=120 failed=0 skipped=0}, with {@code pipes=34} behind it where instances of a layer
 * were piped to each other.
 *
 * <p>The file is {@code target/contract-report.txt}, unless the system property {@code contract.report} names another.
 * Thread-safe.
 */
final class ContractReport implements AutoCloseable {
    /** How a test ended. */
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    private static final Path FILE = Path.of(System.getProperty("contract.report", "target/contract-report.txt"));
    /** Over all test plans of this JVM: each rewrites the whole file. */
    private static final Map<String, Map<Outcome, Integer>> COUNTS = new TreeMap<>();

    private static final Map<String, Long> PIPES = new HashMap<>();

    void countPipes(String composition, long pipes) {
        synchronized (COUNTS) {
            PIPES.merge(composition, pipes, Long::sum);
        }
    }

    /** How many pipes there were between instances of that composition so far. */
    static long pipes(String composition) {
        synchronized (COUNTS) {
            return PIPES.getOrDefault(composition, 0L);
        }
    }

    void count(String composition, Outcome outcome) {
        synchronized (COUNTS) {
            COUNTS.computeIfAbsent(composition, none -> new EnumMap<>(Outcome.class))
                    .merge(outcome, 1, Integer::sum);
        }
    }

    private static List<String> lines() {
        synchronized (COUNTS) {
            return COUNTS.entrySet().stream()
                    .map(entry -> line(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    private static String line(String composition, Map<Outcome, Integer> counts) {
        int tests = counts.values().stream().mapToInt(Integer::intValue).sum();
        return "composition=" + composition + " tests=" + tests + " failed=" + counts.getOrDefault(Outcome.FAILED, 0)
                + " skipped=" + counts.getOrDefault(Outcome.SKIPPED, 0)
                + (pipes(composition) == 0 ? "" : " pipes=" + pipes(composition));
    }

    @Override
    public void close() {
        try {
            Path folder = FILE.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(FILE, lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
