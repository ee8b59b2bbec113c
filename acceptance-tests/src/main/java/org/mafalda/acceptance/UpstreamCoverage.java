package org.mafalda.acceptance;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Which contract test stands for which test of mediasoup's own suite, read from {@link Upstream} on the tests that
 * {@link AllContracts} nests.
 *
 * @param rows one per test of mediasoup's suite, in its order
 * @param unknown what contract tests claim to stand for but mediasoup's suite does not have
 */
public record UpstreamCoverage(List<Row> rows, List<String> unknown) {
    private static final String TITLES = "/upstream-tests-3.27.1.txt";

    /**
     * One test of mediasoup's suite.
     *
     * @param file the file that it is in: {@code test-Worker}
     * @param title its title in that file
     * @param tests the contract tests that stand for it: {@code WorkerContract.dumpSucceeds}
     * @param reason why it has no counterpart, if {@link KnownDeviations} says so
     */
    public record Row(
            String file,
            String title,
            List<String> tests,
            @Nullable String reason) {
        /** For one test of mediasoup's suite. */
        public Row {
            tests = List.copyOf(tests);
        }

        /** Whether a contract test stands for it, or a reason why none does. */
        public boolean accountedFor() {
            return !tests.isEmpty() || reason != null;
        }
    }

    /** For the rows of mediasoup's suite. */
    public UpstreamCoverage {
        rows = List.copyOf(rows);
        unknown = List.copyOf(unknown);
    }

    /** Of the contracts as they are. */
    public static UpstreamCoverage read() {
        Map<String, Collection<String>> claims = new LinkedHashMap<>();
        tests().forEach(test -> {
            Upstream upstream = test.getAnnotation(Upstream.class);
            if (upstream != null) {
                String name = test.getDeclaringClass().getSimpleName() + "." + test.getName();
                for (String title : upstream.value()) {
                    claims.computeIfAbsent(title, none -> new TreeSet<>()).add(name);
                }
            }
        });
        return of(titles(), claims, KnownDeviations.withoutCounterpart());
    }

    static UpstreamCoverage of(
            List<String> titles, Map<String, ? extends Collection<String>> claims, Map<String, String> reasons) {
        List<String> unknown = Stream.concat(claims.keySet().stream(), reasons.keySet().stream())
                .filter(title -> !titles.contains(title))
                .toList();
        List<Row> rows = titles.stream()
                .map(title -> new Row(
                        title.substring(0, title.indexOf(": ")),
                        title.substring(title.indexOf(": ") + 2),
                        List.copyOf(Objects.requireNonNullElse(claims.get(title), List.of())),
                        reasons.get(title)))
                .toList();
        return new UpstreamCoverage(rows, unknown);
    }

    /** All titles of mediasoup's suite, {@code file: title}. */
    static List<String> titles() {
        return Resources.lines(TITLES);
    }

    /** The contract classes that every composition runs. */
    static List<Class<?>> contracts() {
        return Arrays.stream(AllContracts.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Nested.class))
                .<Class<?>>map(Class::getSuperclass)
                .toList();
    }

    /** The test methods of the contracts. */
    static Stream<Method> tests() {
        return contracts().stream()
                .flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class));
    }

    /** Those that nothing stands for. */
    public List<Row> missing() {
        return rows.stream().filter(row -> !row.accountedFor()).toList();
    }

    /** Whether each test of mediasoup's suite is accounted for, and nothing else is claimed. */
    public boolean whole() {
        return missing().isEmpty() && unknown.isEmpty();
    }

    /** The table, the counts per file, what is missing, and the verdict. */
    public List<String> lines() {
        Map<String, List<Row>> files = new LinkedHashMap<>();
        rows.forEach(row ->
                files.computeIfAbsent(row.file(), none -> new ArrayList<>()).add(row));
        List<String> lines = new ArrayList<>();
        files.forEach((file, ofFile) -> {
            lines.add(file);
            ofFile.forEach(row -> {
                lines.add("  " + row.title());
                lines.addAll(counterparts(row));
            });
            lines.add("");
        });
        lines.add(count("file", "tests", "contracts", "listed", "missing"));
        files.forEach((file, ofFile) -> lines.add(count(file, ofFile)));
        lines.add(count(files.size() + " files", rows));
        lines.add("");
        missing().forEach(row -> lines.add("No counterpart: " + row.file() + ": " + row.title()));
        unknown.forEach(title -> lines.add("Not in mediasoup's suite: " + title));
        lines.add(rows.stream().filter(Row::accountedFor).count() + " of " + rows.size() + " accounted for");
        return lines;
    }

    private static List<String> counterparts(Row row) {
        List<String> lines = new ArrayList<>();
        row.tests().forEach(test -> lines.add("      " + test));
        if (row.reason() != null) {
            lines.add("      none, because " + row.reason());
        } else if (row.tests().isEmpty()) {
            lines.add("      MISSING");
        }
        return lines;
    }

    private static String count(String name, List<Row> rows) {
        long covered = rows.stream().filter(row -> !row.tests().isEmpty()).count();
        long missing = rows.stream().filter(row -> !row.accountedFor()).count();
        return count(
                name,
                Integer.toString(rows.size()),
                Long.toString(covered),
                Long.toString(rows.size() - covered - missing),
                Long.toString(missing));
    }

    private static String count(String name, String tests, String contracts, String listed, String missing) {
        return String.format(Locale.ROOT, "%-26s %6s %10s %7s %8s", name, tests, contracts, listed, missing);
    }

    /** Prints all; exit code 1 if something is missing. */
    public static void main(String[] args) {
        UpstreamCoverage coverage = read();
        coverage.lines().forEach(System.out::println);
        if (!coverage.whole()) {
            System.exit(1);
        }
    }
}
