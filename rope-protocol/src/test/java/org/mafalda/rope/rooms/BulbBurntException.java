package org.mafalda.rope.rooms;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.DetailedException;

/** The bulb does not bear it. */
public final class BulbBurntException extends DetailedException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public BulbBurntException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }
}
