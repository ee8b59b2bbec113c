package org.mafalda.rope;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The role of this session may not make this call. Nothing was changed. */
public final class ForbiddenException extends RopeException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public ForbiddenException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
