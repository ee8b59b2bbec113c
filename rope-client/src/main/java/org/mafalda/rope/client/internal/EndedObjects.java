package org.mafalda.rope.client.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects that have ended, as long as somebody holds them, and the last ones in any case: the server may still have a
 * last word to say of them, or speak of them in an event. On the lane only.
 */
final class EndedObjects {
    /** How many are kept although nobody may hold them. */
    private static final int KEPT = 1000;

    private final Map<Long, Entry> entries = new HashMap<>();
    private final ReferenceQueue<RemoteObject> dropped = new ReferenceQueue<>();
    private final ArrayDeque<RemoteObject> last = new ArrayDeque<>();

    private static final class Entry extends WeakReference<RemoteObject> {
        private final long id;

        private Entry(RemoteObject object, ReferenceQueue<RemoteObject> dropped) {
            super(object, dropped);
            this.id = object.id();
        }
    }

    void add(RemoteObject object) {
        forgetDropped();
        entries.put(object.id(), new Entry(object, dropped));
        last.add(object);
        if (last.size() > KEPT) {
            last.remove();
        }
    }

    @Nullable RemoteObject get(long id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.get();
    }

    void clear() {
        entries.clear();
        last.clear();
    }

    private void forgetDropped() {
        for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
            if (gone instanceof Entry entry) {
                entries.remove(entry.id, entry);
            }
        }
    }
}
