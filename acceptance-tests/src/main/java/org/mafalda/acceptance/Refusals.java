package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.UnsupportedException;

/**
 * A table of values that mediasoup refuses with a {@code TypeError}, and of what becomes of them here: each is tried,
 * and is refused with the class, the field and the rule that the table says.
 *
 * <p>What TypeScript lets a test write and Java does not (a string for a number, an enum constant that does not exist)
 * stands for the nearest value that compiles. Used from one thread.
 */
public final class Refusals {
    private static final String COUNTS = "/upstream-type-errors-3.27.1.txt";

    private final String title;
    private final List<String> faults = new ArrayList<>();
    private int rows;

    private Refusals(String title) {
        this.title = title;
    }

    /** The table for a test of mediasoup's suite, {@code file: title}. */
    public static Refusals of(String title) {
        return new Refusals(title);
    }

    /** How often each test of mediasoup's suite expects a {@code TypeError}, by {@code file: title}. */
    static Map<String, Integer> counts() {
        return Resources.lines(COUNTS).stream()
                .collect(Collectors.toMap(
                        line -> line.substring(line.indexOf(' ') + 1),
                        line -> Integer.valueOf(line.substring(0, line.indexOf(' ')))));
    }

    /** Null where none is allowed, as JavaScript's {@code undefined}. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    public static <T> T absent() {
        return null;
    }

    /**
     * A value that breaks a rule, when it is built or in the future of the call.
     *
     * @param upstream mediasoup's value, as its test writes it
     * @param attempt builds the value, or uses it
     */
    public Refusals rule(String upstream, Supplier<?> attempt, String field, @Nullable Object value, String rule) {
        rows++;
        Throwable failure = failureOf(attempt);
        boolean right = failure instanceof InvalidArgumentException invalid
                && invalid.fact().equals(field + " " + rule)
                && invalid.details().keySet().equals(Set.of(field))
                && String.valueOf(invalid.details().get(field)).equals(String.valueOf(value));
        return check(
                right,
                upstream,
                "InvalidArgumentException: " + field + " " + rule + " [" + field + ":" + value + "]",
                failure);
    }

    /** A value that the worker refuses, in its own words: they name the field and the rule. */
    public Refusals worker(String upstream, Supplier<?> attempt, String words) {
        rows++;
        Throwable failure = failureOf(attempt);
        boolean right = failure instanceof InvalidArgumentException
                && String.valueOf(failure.getMessage()).contains(words);
        return check(right, upstream, "InvalidArgumentException with the worker's words: " + words, failure);
    }

    /** A call that its object does not offer, whatever is given; the words say why. */
    public Refusals unsupported(String upstream, Supplier<?> attempt, String words) {
        rows++;
        Throwable failure = failureOf(attempt);
        boolean right = failure instanceof UnsupportedException
                && String.valueOf(failure.getMessage()).contains(words);
        return check(right, upstream, "UnsupportedException: " + words, failure);
    }

    /** A null, or what can be nothing but a null here: it is refused at the call. */
    public Refusals nothing(String upstream, Supplier<?> attempt) {
        rows++;
        try {
            var unused = attempt.get();
            return check(false, upstream, "NullPointerException at the call", null);
        } catch (RuntimeException e) {
            return check(e instanceof NullPointerException, upstream, "NullPointerException at the call", e);
        }
    }

    private Refusals check(boolean right, String upstream, String expected, @Nullable Throwable failure) {
        if (!right) {
            faults.add(upstream + ": expected " + expected + ", but was " + failure);
        }
        return this;
    }

    private static @Nullable Throwable failureOf(Supplier<?> attempt) {
        try {
            return attempt.get() instanceof CompletionStage<?> call ? Futures.failure(call) : null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Fails unless each value was refused as it should be, and there is one for each that mediasoup's test refuses. */
    public void check() {
        assertThat(faults).as(title).isEmpty();
        assertThat(rows).as("values of " + title).isEqualTo(counts().get(title));
    }
}
