package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;

/** The watchdog sees what was not reported, and nothing else. */
final class StateWatchdogTest {
    private final Shelf shelf = new Shelf();
    private final StateWatchdog watchdog = new StateWatchdog(shelf, Duration.ofMillis(50));

    /** A thing with state and children. */
    @Remote
    public interface Box {
        /** A property. */
        int size();

        /** The end. */
        boolean closed();

        /** A collection. */
        Map<String, Box> boxes();
    }

    private static final class Shelf implements Box, Stateful {
        private final Map<String, Box> boxes = new LinkedHashMap<>();
        private final List<Listener<Change>> listeners = new ArrayList<>();
        private int size;
        private boolean closed;

        @Override
        public int size() {
            return size;
        }

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public Map<String, Box> boxes() {
            return boxes;
        }

        @Override
        public Subscription onChange(Listener<Change> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        private void report(Change.Builder change) {
            List.copyOf(listeners).forEach(listener -> listener.on(change.build()));
        }

        private Shelf add(String key) {
            Shelf child = new Shelf();
            boxes.put(key, child);
            report(Change.builder().added("boxes", key, child));
            return child;
        }
    }

    @Test
    void reportedChangesPass() {
        shelf.size = 1;
        shelf.report(Change.builder().property("size", 1));
        Shelf child = shelf.add("a");
        child.size = 5;
        child.report(Change.builder().property("size", 5));
        shelf.boxes.remove("a");
        shelf.report(Change.builder().removed("boxes", "a", child));

        assertThatCode(watchdog::check).doesNotThrowAnyException();
        assertThat(watchdog.objects(Box.class)).containsExactlyInAnyOrder(shelf, child);
    }

    @Test
    void unreportedPropertyIsNamedWithBothValues() {
        shelf.add("a").size = 7;

        assertThatThrownBy(watchdog::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("size(): reported 0, is 7");
    }

    @Test
    void wrongReportIsADifferenceToo() {
        shelf.report(Change.builder().property("size", 3));

        assertThatThrownBy(watchdog::check).hasMessageContaining("size(): reported 3, is 0");
    }

    @Test
    void unreportedChildIsADifference() {
        shelf.boxes.put("secret", new Shelf());

        assertThatThrownBy(watchdog::check).hasMessageContaining("boxes(): reported [], is [secret]");
    }

    @Test
    void reportOfSomethingUnknownIsAFault() {
        shelf.report(Change.builder().property("colour", "red"));

        assertThatThrownBy(watchdog::check).hasMessageContaining("does not have: colour");
    }

    @Test
    void closedObjectsAreForgotten() {
        Shelf child = shelf.add("a");
        child.closed = true;
        child.report(Change.builder().property("closed", true));

        watchdog.forgetClosed();

        assertThat(watchdog.objects()).containsExactly(shelf);
        assertThat(child.listeners).isEmpty();
    }

    @Test
    void leftoversAreNamed() {
        shelf.add("a");

        assertThat(watchdog.leftovers()).hasSize(2);
        assertThat(watchdog.leftovers()).anyMatch(line -> line.endsWith("is not closed"));
    }
}
