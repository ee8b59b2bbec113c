package org.mafalda.mediasoup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This implementation, or the other side, does not offer what was asked for. */
public final class UnsupportedException extends MediasoupException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public UnsupportedException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
