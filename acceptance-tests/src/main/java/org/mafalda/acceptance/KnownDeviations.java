package org.mafalda.acceptance;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The contract tests that a composition is known not to pass, each with its reason.
 *
 * <p>A listed test is run all the same and counts as skipped when it fails; when it passes, the entry is stale and the
 * test fails.
 */
public final class KnownDeviations {
    private static final List<Deviation> ALL = List.of();
    private static final Map<String, String> WITHOUT_COUNTERPART = Map.of();

    private KnownDeviations() {}

    /**
     * A contract test that fails on a composition.
     *
     * @param composition the name of the composition
     * @param contract the contract class
     * @param test the name of the test method
     * @param reason why it has to fail
     */
    public record Deviation(String composition, Class<? extends AcceptanceTest> contract, String test, String reason) {
        private boolean names(String givenComposition, Method method) {
            return composition.equals(givenComposition)
                    && contract == method.getDeclaringClass()
                    && test.equals(method.getName());
        }
    }

    /** All entries. */
    public static List<Deviation> all() {
        return ALL;
    }

    /**
     * The tests of mediasoup's own suite that no contract test stands for, {@code file: title}, each with the reason.
     */
    public static Map<String, String> withoutCounterpart() {
        return WITHOUT_COUNTERPART;
    }

    static @Nullable Deviation find(String composition, Method test) {
        return ALL.stream()
                .filter(deviation -> deviation.names(composition, test))
                .findFirst()
                .orElse(null);
    }

    /** A test's body. */
    @FunctionalInterface
    interface Body {
        void run() throws Throwable;
    }

    /** Runs a test of which a deviation is known: it is skipped if it fails, and fails if it does not. */
    static void runDeviating(Deviation deviation, Body test) throws TestAbortedException {
        Throwable failure = failureOf(test);
        if (failure == null) {
            throw new AssertionError("Known deviation is stale, for the test passes: " + deviation);
        }
        throw new TestAbortedException(deviation.reason(), failure);
    }

    private static @Nullable Throwable failureOf(Body test) {
        try {
            test.run();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }
}
