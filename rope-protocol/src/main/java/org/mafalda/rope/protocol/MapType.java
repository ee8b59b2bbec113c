package org.mafalda.rope.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Maps: objects on the wire, unmodifiable and in their order when read. Keys that are integers are written as their
 * decimals.
 */
final class MapType implements WireType {
    private static final Map<Class<?>, Function<String, Object>> KEYS =
            Map.of(String.class, key -> key, Integer.class, Integer::valueOf, Long.class, Long::valueOf);

    private final Function<String, Object> readKey;
    private final WireType value;

    MapType(Class<?> key, WireType value) {
        Function<String, Object> reader = KEYS.get(key);
        if (reader == null) {
            throw new IllegalArgumentException("No keys of " + key);
        }
        this.readKey = reader;
        this.value = value;
    }

    static boolean supportsKey(Class<?> key) {
        return KEYS.containsKey(key);
    }

    @Override
    public String name() {
        return "map<" + value.name() + ">";
    }

    @Override
    public boolean mayNameObjects() {
        return value.mayNameObjects();
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object map, References references) {
        if (map == null) {
            throw Scalar.unwritable("Expected a map", null);
        }
        Map<?, ?> entries = (Map<?, ?>) map;
        out.writeStartObject(map, entries.size());
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.writeName(String.valueOf(entry.getKey()));
            value.write(out, entry.getValue(), references);
        }
        out.writeEndObject();
    }

    @Override
    public Object read(JsonParser in, References references) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Mismatch.expected("an object", in);
        }
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            Object key = key(name, in);
            in.nextToken();
            int before = map.size();
            map.put(key, value.read(in, references));
            if (map.size() == before) {
                throw Mismatch.fact("Key given twice", in);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private Object key(String name, JsonParser in) {
        try {
            return readKey.apply(name);
        } catch (NumberFormatException e) {
            throw Mismatch.fact("Expected an integer as the key", in);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
