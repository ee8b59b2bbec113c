package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other side broke the protocol, or the two sides do not fit each other. */
public final class ProtocolException extends RopeException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public ProtocolException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
