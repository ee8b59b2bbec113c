package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** A {@code rope.change} that has been read: one step of one object. Not thread-safe. */
final class Step {
    long revision;
    /** The object that changed; null if it is not known here. */
    @Nullable RemoteObject of;

    private List<Newcomer> created = List.of();
    private List<Entry> entered = List.of();
    private List<Entry> left = List.of();
    private Map<String, @Nullable Object> set = Map.of();

    @Nullable String event;

    @Nullable Object eventValue;

    boolean closed;

    /** What closes with all below it, and of which this step is one; 0 if only the object itself does. */
    long closing;

    List<Newcomer> created() {
        return created;
    }

    void created(Newcomer newcomer) {
        created = with(created, newcomer);
    }

    List<Entry> entered() {
        return entered;
    }

    void entered(Entry entry) {
        entered = with(entered, entry);
    }

    List<Entry> left() {
        return left;
    }

    void left(Entry entry) {
        left = with(left, entry);
    }

    /** New states by name. */
    Map<String, @Nullable Object> set() {
        return set;
    }

    void set(String state, @Nullable Object value) {
        if (set.isEmpty()) {
            set = new LinkedHashMap<>();
        }
        set.put(state, value);
    }

    /** Most steps have but one thing to tell: a list is made when there is something to put into it. */
    private static <E> List<E> with(List<E> list, E element) {
        List<E> grown = list.isEmpty() ? new ArrayList<>() : list;
        grown.add(element);
        return grown;
    }

    /** A known object in a collection; {@code id} is 0 for one that leaves. */
    record Entry(String collection, String key, long id) {
        /** Reads {@code [collection, key]} or {@code [collection, key, id]}. */
        static Entry read(JsonParser in, boolean withId) {
            Params.next(in);
            String collection = Params.text(in);
            Params.next(in);
            String key = Params.text(in);
            long id = 0;
            if (withId) {
                Params.next(in);
                id = Params.number(in);
            }
            Params.finish(in);
            return new Entry(collection, key, id);
        }
    }
}
