package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The object that was called is closed. Contracts that have a failure of their own for this say so with
 * {@link Contract#closedFailure}.
 */
public final class ObjectClosedException extends RopeException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public ObjectClosedException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
