package org.mafalda.rope.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The result of procedures without one: null. */
final class VoidType implements WireType {
    static final VoidType VOID = new VoidType();

    private VoidType() {}

    @Override
    public String name() {
        return "void";
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        out.writeNull();
    }

    @Override
    public @Nullable Object read(JsonParser in, References references) {
        if (in.currentToken() != JsonToken.VALUE_NULL) {
            throw Mismatch.expected("null", in);
        }
        return null;
    }

    @Override
    public String toString() {
        return name();
    }
}
