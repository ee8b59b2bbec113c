package org.mafalda.rope.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.DetailedException;

/** Something that came, or was to be sent, does not fit; with the error code that the other side is to be told. */
public class WireException extends DetailedException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /** A fact with its details; {@code code} is one of {@link ErrorCodes}. */
    public WireException(int code, String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
        this.code = code;
    }

    /** The error code. */
    public int code() {
        return code;
    }
}
