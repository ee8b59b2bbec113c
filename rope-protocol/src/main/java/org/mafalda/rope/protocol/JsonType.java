package org.mafalda.rope.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Any JSON value: {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code List}, {@code Map}, null. */
final class JsonType implements WireType {
    static final JsonType JSON = new JsonType();

    private JsonType() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        write(out, value);
    }

    static void write(JsonGenerator out, @Nullable Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            out.writeNumber(NumberScalar.finite(((Number) value).doubleValue()));
        } else if (value instanceof List<?> list) {
            out.writeStartArray(value, list.size());
            for (Object element : list) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            writeMap(out, map);
        } else {
            throw Scalar.unwritable("JSON cannot hold a " + value.getClass().getName(), value);
        }
    }

    private static void writeMap(JsonGenerator out, Map<?, ?> map) {
        out.writeStartObject(map, map.size());
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw Scalar.unwritable("JSON objects have strings as keys", key);
            }
            out.writeName(name);
            write(out, value);
        });
        out.writeEndObject();
    }

    @Override
    public @Nullable Object read(JsonParser in, References references) {
        return read(in);
    }

    static @Nullable Object read(JsonParser in) {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw Mismatch.expected("a JSON value", in);
        }
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> in.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> readLong(in);
            case VALUE_NUMBER_FLOAT -> readDouble(in);
            case START_ARRAY -> readList(in);
            case START_OBJECT -> readMap(in);
            default -> throw Mismatch.expected("a JSON value", in);
        };
    }

    private static Long readLong(JsonParser in) {
        if (!NumberScalar.isLong(in)) {
            throw Mismatch.expected("an integer within 64 bits", in);
        }
        return in.getLongValue();
    }

    private static Double readDouble(JsonParser in) {
        double value = in.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw Mismatch.expected("a number within the range of a double", in);
        }
        return value;
    }

    private static List<@Nullable Object> readList(JsonParser in) {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(in));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<String, @Nullable Object> readMap(JsonParser in) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            int before = map.size();
            map.put(name, read(in));
            if (map.size() == before) {
                throw Mismatch.fact("Key given twice", in);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public String toString() {
        return name();
    }
}
