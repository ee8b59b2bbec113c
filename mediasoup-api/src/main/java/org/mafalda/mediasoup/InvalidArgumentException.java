package org.mafalda.mediasoup;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An option or parameter breaks a rule; the message names the field, the rule and the value. */
public final class InvalidArgumentException extends MediasoupException {
    private static final long serialVersionUID = 1L;

    /** A fact with its details. */
    public InvalidArgumentException(String fact, Map<String, ? extends @Nullable Object> details) {
        super(fact, details);
    }

    /**
     * A broken rule.
     *
     * @param field the name of the field, as the caller wrote it
     * @param value the value that was given
     * @param rule what the value must be: {@code "must be between 0 and 65535"}
     */
    public static InvalidArgumentException of(String field, @Nullable Object value, String rule) {
        return new InvalidArgumentException(field + " " + rule, Collections.singletonMap(field, value));
    }
}
