package org.mafalda.rope.server.internal;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.MapMaker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.References;
import org.mafalda.rope.protocol.WireException;

/**
 * The objects that clients know, by wire id and by identity.
 *
 * <p>Written on the server's lane alone. {@link #isKnown}, {@link #size}, {@link #byId}, {@link #objectOf} and
 * {@link #nextId} may be called on any thread.
 */
final class ObjectTable implements References {
    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentMap<Long, Exported> byId = new ConcurrentHashMap<>();
    /** By identity, not equality; what is here is in the table or on its way to the lane. */
    private final ConcurrentMap<Object, Exported> byObject =
            new MapMaker().weakKeys().makeMap();
    /** The wire ids of closed objects that somebody still holds, by identity. */
    private final ConcurrentMap<Object, Long> formerIds =
            new MapMaker().weakKeys().makeMap();
    /** Objects that cannot be exported, by identity. */
    private final Set<Object> refused =
            Collections.newSetFromMap(new MapMaker().weakKeys().<Object, Boolean>makeMap());
    /** Closed, but their objects live, and may report once more. */
    private final Set<Exported> ended = Collections.newSetFromMap(new WeakHashMap<>());

    long nextId() {
        return lastId.incrementAndGet();
    }

    /** Whether the object is in the table, or will be there before whatever is given to the lane from now on. */
    boolean isKnown(Object object) {
        return byObject.containsKey(object);
    }

    /** The newcomer has been given to the lane. On any thread; {@link #settle} is to follow on the lane. */
    void announce(Exported exported) {
        byObject.putIfAbsent(exported.object(), exported);
    }

    /** Forgets an announcement that came after the lane was done with the newcomer. On the lane. */
    void settle(Exported exported) {
        if (!exported.isPresent()) {
            byObject.remove(exported.object(), exported);
        }
    }

    /** How many objects clients can name now. */
    int size() {
        return byId.size();
    }

    @Nullable Exported byId(long id) {
        return byId.get(id);
    }

    /** All objects in the order in which they were first seen. */
    List<Exported> all() {
        List<Exported> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparingLong(Exported::id));
        return all;
    }

    /** The object in the table, or null. On the lane. */
    @Nullable Exported find(Object object) {
        Exported exported = byObject.get(object);
        return exported != null && exported.isPresent() ? exported : null;
    }

    /** The wire id of an object that was closed, or null. */
    @Nullable Long formerId(Object object) {
        return formerIds.get(object);
    }

    void refuse(Object object) {
        refused.add(object);
    }

    boolean isRefused(Object object) {
        return refused.contains(object);
    }

    /** Takes the newcomer into the table, unless the same object is there already. On the lane. */
    boolean add(Exported exported) {
        if (find(exported.object()) != null) {
            exported.drop();
            return false;
        }
        exported.enterTable();
        byObject.put(exported.object(), exported);
        byId.put(exported.id(), exported);
        return true;
    }

    /** Takes a closed object out. On the lane. */
    void remove(Exported exported) {
        exported.end();
        byId.remove(exported.id());
        formerIds.put(exported.object(), exported.id());
        byObject.remove(exported.object());
        ended.add(exported);
    }

    /** Ends all subscriptions. On the lane. */
    void clear() {
        byId.values().forEach(Exported::stopListening);
        ended.forEach(Exported::stopListening);
        byId.clear();
        byObject.clear();
    }

    /** The wire id of an object in the table. On the lane. */
    @Override
    public long idOf(Object object) {
        Exported exported = find(object);
        if (exported == null) {
            throw new WireException(
                    ErrorCodes.UNKNOWN_REFERENCE, "Object is not exported", Map.of("object", object.toString()));
        }
        return exported.id();
    }

    /** The object that a client means; one that has closed is no longer here. On any thread. */
    @Override
    public Object objectOf(long id, Class<?> expected) {
        Exported exported = byId.get(id);
        if (exported == null) {
            boolean closed = id > 0 && id <= lastId.get();
            throw closed
                    ? new WireException(ErrorCodes.NO_SUCH_OBJECT, "Object is closed", Map.of("reference", id))
                    : new WireException(ErrorCodes.UNKNOWN_REFERENCE, "No such object", Map.of("reference", id));
        }
        if (!expected.isInstance(exported.object())) {
            throw new WireException(
                    ErrorCodes.UNKNOWN_REFERENCE,
                    "Reference to another kind of object",
                    ImmutableMap.of(
                            "reference", id, "is", exported.model().name(), "expected", expected.getSimpleName()));
        }
        return exported.object();
    }
}
