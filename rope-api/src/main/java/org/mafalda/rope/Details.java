package org.mafalda.rope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the details of a {@link DetailedException}, which are read in the order in which they are given. */
public final class Details {
    private Details() {}

    /** One detail. */
    public static Map<String, @Nullable Object> of(String key, @Nullable Object value) {
        return Collections.singletonMap(key, value);
    }

    /** Two details. */
    public static Map<String, @Nullable Object> of(
            String key1, @Nullable Object value1, String key2, @Nullable Object value2) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put(key1, value1);
        details.put(key2, value2);
        return details;
    }

    /** Three details. */
    public static Map<String, @Nullable Object> of(
            String key1,
            @Nullable Object value1,
            String key2,
            @Nullable Object value2,
            String key3,
            @Nullable Object value3) {
        Map<String, @Nullable Object> details = of(key1, value1, key2, value2);
        details.put(key3, value3);
        return details;
    }
}
