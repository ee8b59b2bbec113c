package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.DetailedException;

/** Root of the failures that come from mediasoup: from its objects, their options or the worker. */
public abstract class MediasoupException extends DetailedException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    protected MediasoupException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
