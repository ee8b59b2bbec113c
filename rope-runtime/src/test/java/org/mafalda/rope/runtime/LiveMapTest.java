package org.mafalda.rope.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveMapTest {
    private final LiveMap<Integer> map = new LiveMap<>();
    private final Map<String, Integer> view = map.view();

    @Test
    void viewFollowsTheMapInTheOrderOfCreation() {
        map.add("b", 1);
        map.add("a", 2);
        map.add("c", 3);
        assertThat(view).containsExactly(Map.entry("b", 1), Map.entry("a", 2), Map.entry("c", 3));
        map.remove("a");
        assertThat(view).containsExactly(Map.entry("b", 1), Map.entry("c", 3));
        assertThat(view).hasSize(2).containsKey("b").doesNotContainKey("a");
    }

    @Test
    void keyIsTakenOnce() {
        assertThat(map.add("a", 1)).isTrue();
        assertThat(map.add("a", 2)).isFalse();
        assertThat(view).containsExactly(Map.entry("a", 1));
    }

    @Test
    void viewIsReadOnly() {
        map.add("a", 1);
        assertThatThrownBy(() -> view.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> view.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(view::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void iterationSurvivesChanges() {
        map.add("a", 1);
        map.add("b", 2);
        Iterator<Integer> values = view.values().iterator();
        assertThat(values.next()).isEqualTo(1);
        map.remove("b");
        map.add("c", 3);
        assertThatCode(() -> values.forEachRemaining(value -> {})).doesNotThrowAnyException();
        assertThat(view.values()).containsExactly(1, 3);
    }

    @Test
    void streamSurvivesChanges() {
        map.add("a", 1);
        assertThat(view.values().stream().peek(value -> map.add("b", 2)).toList())
                .startsWith(1);
        assertThat(view.keySet().stream().peek(key -> map.add("c", 3)).toList()).startsWith("a", "b");
        assertThat(view.entrySet().stream().peek(entry -> map.add("d", 4)).toList())
                .startsWith(Map.entry("a", 1));
    }

    @Test
    void absentKeysAreNull() {
        assertThat(map.get("a")).isNull();
        assertThat(map.remove("a")).isNull();
        assertThat(view.get(null)).isNull();
    }
}
