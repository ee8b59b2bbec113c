package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connection went after the call was sent and cannot be resumed: it may or may not have had its effect. */
public final class OutcomeUnknownException extends RopeException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public OutcomeUnknownException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
