package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server has started anew: the object that was called no longer exists there. */
public final class StateLostException extends RopeException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public StateLostException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
