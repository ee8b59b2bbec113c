package org.mafalda.rope.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** An object of the contract: its wire id. */
final class ReferenceType implements WireType {
    private final Class<?> type;

    ReferenceType(Class<?> type) {
        this.type = type;
    }

    @Override
    public String name() {
        return type.getSimpleName();
    }

    @Override
    public boolean mayNameObjects() {
        return true;
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        if (value == null) {
            throw Scalar.unwritable("Expected a " + name(), null);
        }
        out.writeNumber(references.idOf(value));
    }

    @Override
    public Object read(JsonParser in, References references) {
        if (!NumberScalar.isLong(in)) {
            throw Mismatch.expected("the wire id of a " + name(), in);
        }
        return references.objectOf(in.getLongValue(), type);
    }

    @Override
    public String toString() {
        return name();
    }
}
