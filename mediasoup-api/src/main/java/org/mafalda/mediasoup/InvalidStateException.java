package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object cannot do this now: it is closed, or in a state that the call does not fit. */
public class InvalidStateException extends MediasoupException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public InvalidStateException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
