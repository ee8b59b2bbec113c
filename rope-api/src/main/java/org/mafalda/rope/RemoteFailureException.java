package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server failed in a way that the contract does not name; the details carry the name of its exception. */
public final class RemoteFailureException extends RopeException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public RemoteFailureException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
