package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The worker refused a request; the fact is its own reason. */
public final class RequestFailedException extends MediasoupException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public RequestFailedException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
