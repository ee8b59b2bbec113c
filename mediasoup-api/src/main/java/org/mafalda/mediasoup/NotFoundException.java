package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A referenced object does not exist. */
public final class NotFoundException extends MediasoupException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public NotFoundException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
