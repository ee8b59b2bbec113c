package org.mafalda.rope.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Another type, or null. */
final class NullableType implements WireType {
    private final WireType inner;

    private NullableType(WireType inner) {
        this.inner = inner;
    }

    static WireType of(WireType type) {
        return type.nullable() ? type : new NullableType(type);
    }

    /** The value of a member that was left out; to be asked of nullable types only. */
    static @Nullable Object absent(WireType type) {
        return type instanceof OptionalType optional ? optional.empty() : null;
    }

    @Override
    public String name() {
        return inner.name() + "?";
    }

    @Override
    public boolean mayNameObjects() {
        return inner.mayNameObjects();
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        if (value == null) {
            out.writeNull();
        } else {
            inner.write(out, value, references);
        }
    }

    @Override
    public @Nullable Object read(JsonParser in, References references) {
        return in.currentToken() == JsonToken.VALUE_NULL ? null : inner.read(in, references);
    }

    @Override
    public String toString() {
        return name();
    }
}
