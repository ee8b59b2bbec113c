package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Root of the failures that come from the connection rather than from the object that was called. */
public class RopeException extends DetailedException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public RopeException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
