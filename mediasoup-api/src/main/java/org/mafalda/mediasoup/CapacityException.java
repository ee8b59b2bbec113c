package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** There is no room: a budget or limit is reached. */
public final class CapacityException extends MediasoupException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public CapacityException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
