package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The worker is closed or died before it could answer. */
public final class WorkerClosedException extends InvalidStateException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public WorkerClosedException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
