package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** No answer came before the call's deadline. The result of a call that was given up is closed by the server. */
public final class RequestTimeoutException extends RopeException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public RequestTimeoutException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
