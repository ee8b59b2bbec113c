package org.mafalda.rope.client.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.runtime.LiveMap;

/**
 * One collection of one object: all members that the server has told of, and those of them that can be seen. A member
 * that was closed here is out of sight at once, although the server has not said yet that it left.
 *
 * <p>The view is thread-safe; the rest is guarded by the mirror's tree.
 */
final class Members {
    private final String name;
    private final Map<String, RemoteObject> told = new LinkedHashMap<>(0);
    private final LiveMap<Object> visible = new LiveMap<>();

    Members(String name) {
        this.name = name;
    }

    /** The name of the collection's method. */
    String name() {
        return name;
    }

    /** What the application sees. */
    Map<String, Object> view() {
        return visible.view();
    }

    @Nullable RemoteObject get(String key) {
        return told.get(key);
    }

    List<RemoteObject> all() {
        return List.copyOf(told.values());
    }

    void enter(String key, RemoteObject member) {
        told.put(key, member);
        if (!member.ended()) {
            visible.add(key, member.proxy());
        }
    }

    void leave(String key, RemoteObject member) {
        if (told.remove(key, member)) {
            hide(key, member);
        }
    }

    /** Takes a member out of sight. */
    void hide(String key, RemoteObject member) {
        if (visible.get(key) == member.proxy()) {
            visible.remove(key);
        }
    }
}
