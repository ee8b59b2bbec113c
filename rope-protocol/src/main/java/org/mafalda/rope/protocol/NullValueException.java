package org.mafalda.rope.protocol;

import java.util.Collections;

/** A null was to be written where the contract allows none. */
public final class NullValueException extends WireException {
    private static final long serialVersionUID = 1L;

    NullValueException(String fact) {
        super(ErrorCodes.INVALID_ARGUMENTS, fact, Collections.singletonMap("value", "null"));
    }
}
