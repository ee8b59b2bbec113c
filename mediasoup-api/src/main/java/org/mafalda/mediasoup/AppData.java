package org.mafalda.mediasoup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application's own data on an object: an immutable JSON-like map.
 *
 * <p>Values are {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code List}, {@code Map} with string
 * keys, or {@code null}; other numbers are brought to {@code Long} or {@code Double}.
 */
public final class AppData {
    private AppData() {}

    /**
     * An immutable deep copy in which numbers are {@code Long} or {@code Double}; equal data normalises to equal maps.
     *
     * @param field the name to give to the data in an error
     * @throws InvalidArgumentException if there is a value that JSON cannot hold
     */
    public static Map<String, @Nullable Object> normalize(String field, @Nullable Map<?, ?> data) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (data != null) {
            data.forEach((key, value) -> copy.put(key(field, key), value(field + "." + key, value)));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static String key(String field, @Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw InvalidArgumentException.of(field, key, "must have strings as keys");
    }

    private static @Nullable Object value(String field, @Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
        }
        if (value instanceof Map<?, ?> map) {
            return normalize(field, map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            for (Object element : list) {
                copy.add(value(field + "[" + copy.size() + "]", element));
            }
            return Collections.unmodifiableList(copy);
        }
        throw InvalidArgumentException.of(
                field,
                value,
                "must be a string, boolean, finite number, list, map or null, not "
                        + value.getClass().getName());
    }
}
