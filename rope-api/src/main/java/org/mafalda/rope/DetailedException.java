package org.mafalda.rope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An unchecked exception that says a fact and the values that belong to it, and crosses ROPE as class name, fact and
 * details.
 *
 * <p>The message is the fact followed by the details: {@code Producer not found [producerId:…, router:…]}. A subclass
 * that is to arrive as itself has a public constructor with the parameters {@code (String fact, Map<String, ?>
 * details)}.
 */
public abstract class DetailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String fact;
    private final transient Map<String, @Nullable Object> details;

    /** A fact with its details, in the order in which they are to be read. */
    protected DetailedException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(message(fact, details));
        this.fact = fact;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    private static String message(String fact, Map<String, ? extends @Nullable Object> details) {
        Objects.requireNonNull(fact, "fact");
        if (details.isEmpty()) {
            return fact;
        }
        return details.entrySet().stream()
                .map(detail -> detail.getKey() + ":" + detail.getValue())
                .collect(Collectors.joining(", ", fact + " [", "]"));
    }

    /** What happened, without the values. */
    public final String fact() {
        return fact;
    }

    /** The values that belong to the fact, by name; unmodifiable. */
    public final Map<String, @Nullable Object> details() {
        return details == null ? Map.of() : details;
    }
}
