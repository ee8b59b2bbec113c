package org.mafalda.rope.protocol;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A type of single values, of which null is none. */
abstract class Scalar implements WireType {
    private static final Map<Class<?>, WireType> BY_CLASS = new HashMap<>();

    static {
        TextScalar.register(BY_CLASS);
        NumberScalar.register(BY_CLASS);
        TimeScalar.register(BY_CLASS);
        for (OptionalType type : OptionalType.ALL) {
            BY_CLASS.put(type.javaType(), type);
        }
        BY_CLASS.put(Object.class, JsonType.JSON);
    }

    private final String name;
    private final String description;

    Scalar(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** The type of the values of a class, if it is one of the classes that have one by themselves. */
    static @Nullable WireType of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    abstract void writeValue(JsonGenerator out, Object value);

    abstract Object readValue(JsonParser in);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean nullable() {
        return false;
    }

    @Override
    public final void write(JsonGenerator out, @Nullable Object value, References references) {
        if (value == null) {
            throw unwritable("Expected " + description, null);
        }
        writeValue(out, value);
    }

    @Override
    public final Object read(JsonParser in, References references) {
        return readValue(in);
    }

    @Override
    public final String toString() {
        return name;
    }

    final WireException mismatch(JsonParser in) {
        return Mismatch.expected(description, in);
    }

    static WireException unwritable(String fact, @Nullable Object value) {
        if (value == null) {
            return new NullValueException(fact);
        }
        return new WireException(
                ErrorCodes.INVALID_ARGUMENTS, fact, Collections.singletonMap("value", String.valueOf(value)));
    }
}
