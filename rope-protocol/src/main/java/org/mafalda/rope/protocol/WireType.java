package org.mafalda.rope.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * A type of values as section 3.1 of the specification lists them. Immutable and thread-safe.
 *
 * <p>Reading and writing fail with a {@link WireException}; reading also with whatever the constructor of a record
 * throws that is a {@link org.mafalda.rope.DetailedException}.
 */
public interface WireType {
    /** Its name in the contract description. */
    String name();

    /** Whether null is one of its values. */
    boolean nullable();

    /** Whether its values are, or have in them, references to objects. */
    default boolean mayNameObjects() {
        return false;
    }

    /** Writes a value. */
    void write(JsonGenerator out, @Nullable Object value, References references);

    /** Reads the value whose first token is the parser's current one, and leaves the parser at its last token. */
    @Nullable Object read(JsonParser in, References references);
}
