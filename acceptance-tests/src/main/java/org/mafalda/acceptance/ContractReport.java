package org.mafalda.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the contract tests of each composition, and writes a line for each into a file when all have run:
 * {@code composition=local tests=120 failed=0 skipped=0}, with {@code pipes=34} behind it where instances or workers of
 * a layer were piped to each other, and {@code relays=5} where some of these pipes came from the far end of another.
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
    /** By composition and test, over all test plans of this JVM: each rewrites the whole file. */
    private static final Map<String, Map<String, Outcome>> OUTCOMES = new TreeMap<>();

    private static final Map<String, Long> PIPES = new HashMap<>();
    private static final Map<String, Long> RELAYS = new HashMap<>();

    void countPipes(String composition, long pipes, long relays) {
        synchronized (OUTCOMES) {
            PIPES.merge(composition, pipes, Long::sum);
            RELAYS.merge(composition, relays, Long::sum);
        }
    }

    /** How many pipes there were between instances or workers of that composition so far. */
    static long pipes(String composition) {
        synchronized (OUTCOMES) {
            return PIPES.getOrDefault(composition, 0L);
        }
    }

    /** How many of these pipes came from the far end of another one. */
    static long relays(String composition) {
        synchronized (OUTCOMES) {
            return RELAYS.getOrDefault(composition, 0L);
        }
    }

    /** Counts a test by its unique id: one that is repeated counts as it ended last. */
    void count(String composition, String test, Outcome outcome) {
        synchronized (OUTCOMES) {
            OUTCOMES.computeIfAbsent(composition, none -> new HashMap<>()).put(test, outcome);
        }
    }

    private static List<String> lines() {
        synchronized (OUTCOMES) {
            return OUTCOMES.entrySet().stream()
                    .map(entry -> line(entry.getKey(), entry.getValue().values()))
                    .toList();
        }
    }

    private static String line(String composition, Collection<Outcome> outcomes) {
        return "composition=" + composition + " tests=" + outcomes.size()
                + " failed=" + Collections.frequency(outcomes, Outcome.FAILED)
                + " skipped=" + Collections.frequency(outcomes, Outcome.SKIPPED)
                + counted("pipes", pipes(composition))
                + counted("relays", relays(composition));
    }

    private static String counted(String name, long count) {
        return count == 0 ? "" : " " + name + "=" + count;
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
