package org.mafalda.rope.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** An enum: what {@code toString()} of its constants returns. */
final class EnumType implements ValueType {
    private final Class<?> javaType;
    private final Map<Object, SerializableString> names = new HashMap<>();
    private final Map<String, Object> constants = new HashMap<>();

    EnumType(Class<?> javaType) {
        this.javaType = javaType;
        for (Object constant : javaType.getEnumConstants()) {
            names.put(constant, new SerializedString(constant.toString()));
            constants.put(constant.toString(), constant);
        }
    }

    /** The names in the order of the constants. */
    static List<String> namesOf(Class<?> javaType) {
        return Stream.of(javaType.getEnumConstants()).map(Object::toString).toList();
    }

    @Override
    public String name() {
        return javaType.getSimpleName();
    }

    @Override
    public Class<?> javaType() {
        return javaType;
    }

    @Override
    public Map<String, Object> description() {
        return Map.of("names", namesOf(javaType));
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        SerializableString name = names.get(value);
        if (name == null) {
            throw Scalar.unwritable("Expected a " + name(), value);
        }
        out.writeString(name);
    }

    @Override
    public Object read(JsonParser in, References references) {
        Object constant = in.currentToken() == JsonToken.VALUE_STRING ? constants.get(in.getString()) : null;
        if (constant == null) {
            throw Mismatch.expectedName("one of " + String.join(", ", namesOf(javaType)), in);
        }
        return constant;
    }

    @Override
    public String toString() {
        return name();
    }
}
