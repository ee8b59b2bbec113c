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

    final List<Newcomer> created = new ArrayList<>(0);
    final List<Entry> entered = new ArrayList<>(0);
    final List<Entry> left = new ArrayList<>(0);
    final Map<String, @Nullable Object> set = new LinkedHashMap<>();

    @Nullable String event;

    @Nullable Object eventValue;

    boolean closed;

    /** What closes with all below it, and of which this step is one; null if only the object itself does. */
    @Nullable RemoteObject closing;

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
