package org.mafalda.rope.protocol;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** A sealed interface of records: the object of a record with the field {@code $type}. */
final class VariantType implements ValueType {
    static final String TYPE_FIELD = "$type";
    private static final SerializableString TYPE_NAME = new SerializedString(TYPE_FIELD);

    private final Class<?> javaType;
    private final Map<String, RecordType> byName = new LinkedHashMap<>();
    private final Map<Class<?>, Variant> byClass = new HashMap<>();

    private record Variant(SerializableString name, RecordType type) {}

    VariantType(Class<?> javaType) {
        this.javaType = javaType;
    }

    void bind(List<RecordType> variants) {
        for (RecordType variant : variants) {
            byName.put(variant.name(), variant);
            byClass.put(variant.javaType(), new Variant(new SerializedString(variant.name()), variant));
        }
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
        return Map.of("variants", List.copyOf(byName.keySet()));
    }

    @Override
    public boolean mayNameObjects() {
        return byName.values().stream().anyMatch(RecordType::mayNameObjects);
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        Variant variant = value == null ? null : byClass.get(value.getClass());
        if (value == null || variant == null) {
            throw Scalar.unwritable("Expected a " + name(), value);
        }
        out.writeStartObject(value);
        out.writeName(TYPE_NAME);
        out.writeString(variant.name);
        variant.type.writeFields(out, value, references);
        out.writeEndObject();
    }

    @Override
    public Object read(JsonParser in, References references) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Mismatch.expected("an object of the type " + name(), in);
        }
        String first = in.nextName();
        if (TYPE_FIELD.equals(first)) {
            in.nextToken();
            return variant(in).readFields(in, references);
        }
        return readReordered(in, first, references);
    }

    private RecordType variant(JsonParser in) {
        RecordType variant = in.currentToken() == JsonToken.VALUE_STRING ? byName.get(in.getString()) : null;
        if (variant == null) {
            throw Mismatch.expectedName("one of " + String.join(", ", byName.keySet()) + " as $type", in);
        }
        return variant;
    }

    /** {@code $type} may stand anywhere: the object is copied while it is looked for, and then read from the copy. */
    private Object readReordered(JsonParser in, @Nullable String first, References references) {
        RecordType variant = null;
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (JsonGenerator out = Codec.JSON.generator(copy)) {
            out.writeStartObject();
            for (String name = first; name != null; name = in.nextName()) {
                in.nextToken();
                if (TYPE_FIELD.equals(name)) {
                    variant = variant(in);
                } else {
                    out.writeName(name);
                    TokenCopy.copy(in, out);
                }
            }
            out.writeEndObject();
        }
        if (variant == null) {
            throw Mismatch.fact("Field '$type' of " + name() + " is missing", in);
        }
        try (JsonParser copied = Codec.JSON.parser(copy.toByteArray(), 0, copy.size())) {
            copied.nextToken();
            return variant.read(copied, references);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
