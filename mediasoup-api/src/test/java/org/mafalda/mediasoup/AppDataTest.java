package org.mafalda.mediasoup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AppDataTest {
    private static void assertRefused(Map<?, ?> data, String message) {
        assertThatThrownBy(() -> AppData.normalize("appData", data))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void numbersBecomeLongOrDouble() {
        Map<String, @Nullable Object> data = AppData.normalize(
                "appData", Map.of("i", 1, "s", (short) 2, "b", (byte) 3, "f", 0.5f, "l", List.of(4, 5.5)));

        assertThat(data)
                .containsOnly(
                        Map.entry("i", 1L),
                        Map.entry("s", 2L),
                        Map.entry("b", 3L),
                        Map.entry("f", 0.5),
                        Map.entry("l", List.of(4L, 5.5)));
    }

    @Test
    void isACopyThatCannotBeChanged() {
        List<Object> inner = new ArrayList<>(List.of("a"));
        Map<String, Object> given = new HashMap<>(Map.of("list", inner));

        Map<String, @Nullable Object> data = AppData.normalize("appData", given);
        given.clear();
        inner.clear();

        assertThat(data).isEqualTo(Map.of("list", List.of("a")));
        assertThatThrownBy(data::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void nullsAreKept() {
        Map<String, @Nullable Object> data = AppData.normalize(
                "appData", Map.of("list", Arrays.asList("a", null), "map", Collections.singletonMap("k", null)));

        assertThat(data).containsEntry("list", Arrays.asList("a", null)).containsKey("map");
        assertThat(AppData.normalize("appData", null)).isEmpty();
    }

    @Test
    void whatJsonCannotHoldIsRefusedWithItsPlace() {
        assertRefused(Map.of("a", Map.of("b", List.of(1, new Object()))), "appData.a.b[1] must be a string,");
        assertRefused(Map.of("nan", Double.NaN), "appData.nan must be");
        assertRefused(Map.of(1, "a"), "appData must have strings as keys");
    }

    @Test
    void textThatUtf8CannotHoldIsRefused() {
        assertRefused(Map.of("a", "x\ud83d"), "appData.a must be text that UTF-8 can hold [appData.a:unpaired");
        assertRefused(Map.of("a", List.of("\ude00x")), "appData.a[0] must be text that UTF-8 can hold");
        assertRefused(Map.of("\ud83dkey", 1), "appData must be text that UTF-8 can hold");
        assertThat(AppData.normalize("appData", Map.of("a", "\ud83d\ude00"))).containsEntry("a", "\ud83d\ude00");
    }

    private static Object nested(int depth) {
        Object value = "bottom";
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("k", value);
        }
        return value;
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(AppData.normalize("appData", Map.of("a", nested(63)))).hasSize(1);
        assertRefused(Map.of("a", nested(64)), "appData must not be nested deeper than 64");
        assertRefused(Map.of("a", nested(100_000)), "appData must not be nested deeper than 64");
    }
}
