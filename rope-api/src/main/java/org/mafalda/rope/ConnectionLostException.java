package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connection went before the call was sent: it had no effect and may be repeated. */
public final class ConnectionLostException extends RopeException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public ConnectionLostException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
