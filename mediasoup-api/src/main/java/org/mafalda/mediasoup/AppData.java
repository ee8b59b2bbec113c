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
 * keys, or {@code null}; other numbers are brought to {@code Long} or {@code Double}. Lists and maps are nested up to
 * 64 deep, and text is such that UTF-8 can hold it.
 */
public final class AppData {
    private static final int MAX_DEPTH = 64;

    private AppData() {}

    /**
     * An immutable deep copy in which numbers are {@code Long} or {@code Double}; equal data normalises to equal maps.
     *
     * @param field the name to give to the data in an error
     * @throws InvalidArgumentException if there is a value that JSON cannot hold
     */
    public static Map<String, @Nullable Object> normalize(String field, @Nullable Map<?, ?> data) {
        return data == null ? Collections.emptyMap() : map(field, data, 1);
    }

    private static Map<String, @Nullable Object> map(String field, Map<?, ?> data, int depth) {
        checkDepth(field, depth);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        data.forEach((key, value) -> copy.put(key(field, key), value(field + "." + key, value, depth)));
        return Collections.unmodifiableMap(copy);
    }

    private static void checkDepth(String field, int depth) {
        if (depth > MAX_DEPTH) {
            throw InvalidArgumentException.of(
                    field.substring(0, field.indexOf('.')), "nested deeper", "must not be nested deeper than 64");
        }
    }

    private static String key(String field, @Nullable Object key) {
        if (key instanceof String name) {
            return text(field, name);
        }
        throw InvalidArgumentException.of(field, key, "must have strings as keys");
    }

    /** Half of a surrogate pair is no character: UTF-8 cannot hold it (RFC 3629, section 3). */
    private static String text(String field, String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
                throw InvalidArgumentException.of(
                        field, "unpaired surrogate at index " + i, "must be text that UTF-8 can hold");
            }
        }
        return text;
    }

    private static @Nullable Object value(String field, @Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof String string) {
            return text(field, string);
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
            return map(field, map, depth + 1);
        }
        if (value instanceof List<?> list) {
            checkDepth(field, depth + 1);
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            for (Object element : list) {
                copy.add(value(field + "[" + copy.size() + "]", element, depth + 1));
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
