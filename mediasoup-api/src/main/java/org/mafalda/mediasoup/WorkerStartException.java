package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The worker process could not be started: its binary is missing, not executable, of another version, or refuses its
 * settings.
 */
public final class WorkerStartException extends MediasoupException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public WorkerStartException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
