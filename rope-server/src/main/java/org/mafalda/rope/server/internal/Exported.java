package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.protocol.ObjectModel;
import org.mafalda.rope.protocol.StateModel;

/**
 * An object as clients know it: its wire id, its state as far as it was reported, and where it stands.
 *
 * <p>Made on the thread that saw the object first; touched on the server's lane alone from the moment at which it is
 * handed to it. It outlives the end of its object as long as the object itself does, because an object may report
 * something after it was closed.
 */
final class Exported {
    private final long id;
    private final Object object;
    private final ObjectModel model;
    private final Map<String, @Nullable Object> state = new LinkedHashMap<>();
    private final Map<String, Map<String, Exported>> members = new LinkedHashMap<>();
    private final Set<Place> places = new LinkedHashSet<>();
    private final List<Runnable> early = new ArrayList<>();
    private Subscription changes = () -> {};
    private Standing standing = Standing.ARRIVING;
    private long born;
    private long ended = Long.MAX_VALUE;
    private @Nullable Owner owner;

    /** Where an object stands: under a key in a collection of its parent. */
    record Place(Exported parent, String collection, String key) {}

    private enum Standing {
        /** Seen, and on its way to the table. */
        ARRIVING,
        /** In the table. */
        PRESENT,
        /** Its object is closed. */
        ENDED,
        /** Superseded by another one of the same object before it came into the table. */
        DROPPED
    }

    Exported(long id, Object object, ObjectModel model) {
        this.id = id;
        this.object = object;
        this.model = model;
    }

    long id() {
        return id;
    }

    Object object() {
        return object;
    }

    ObjectModel model() {
        return model;
    }

    /** The reported values by the name of the state. */
    Map<String, @Nullable Object> state() {
        return state;
    }

    Set<Place> places() {
        return places;
    }

    /** Keeps the subscription to the changes of the object. */
    void listensBy(Subscription subscription) {
        changes = subscription;
    }

    void stopListening() {
        changes.close();
    }

    boolean isArriving() {
        return standing == Standing.ARRIVING;
    }

    boolean isPresent() {
        return standing == Standing.PRESENT;
    }

    boolean isDropped() {
        return standing == Standing.DROPPED;
    }

    /** Whether its state says that it is closed. */
    boolean saysClosed() {
        return model.closed() != null && Boolean.TRUE.equals(state.get("closed"));
    }

    /** Whether its object is closed, which it may be before it reports so: an end begins with all that is below it. */
    boolean isClosed() {
        StateModel closed = model.closed();
        return closed != null && (saysClosed() || Boolean.TRUE.equals(Census.call(closed.method(), object)));
    }

    void enterTable() {
        standing = Standing.PRESENT;
    }

    void drop() {
        standing = Standing.DROPPED;
        early.clear();
        changes.close();
    }

    void end() {
        standing = Standing.ENDED;
    }

    /** Keeps a report until the object is in the table. */
    void defer(Runnable report) {
        early.add(report);
    }

    /** The reports that came too early, in order; each is given out once. */
    List<Runnable> takeEarly() {
        List<Runnable> taken = List.copyOf(early);
        early.clear();
        return taken;
    }

    /** The revision at which clients heard of it. */
    long born() {
        return born;
    }

    void bornAt(long revision) {
        born = revision;
    }

    /** The revision at which clients heard of its end; {@link Long#MAX_VALUE} before. */
    long ended() {
        return ended;
    }

    void endedAt(long revision) {
        ended = revision;
    }

    @Nullable Owner owner() {
        return owner;
    }

    void ownedBy(@Nullable Owner newOwner) {
        owner = newOwner;
    }

    @Nullable Exported member(String collection, String key) {
        Map<String, Exported> inCollection = members.get(collection);
        return inCollection == null ? null : inCollection.get(key);
    }

    /** The names of its collections that have been used, with their members in order. */
    Map<String, Map<String, Exported>> members() {
        return members;
    }

    /** All members of all its collections; a copy. */
    Collection<Exported> allMembers() {
        Set<Exported> all = new LinkedHashSet<>();
        members.values().forEach(inCollection -> all.addAll(inCollection.values()));
        return all;
    }

    /** The child enters a collection of this object. */
    void put(String collection, String key, Exported child) {
        members.computeIfAbsent(collection, name -> new LinkedHashMap<>()).put(key, child);
        child.places.add(new Place(this, collection, key));
    }

    /** The child leaves a collection of this object. */
    void remove(String collection, String key, Exported child) {
        Map<String, Exported> inCollection = members.get(collection);
        if (inCollection != null) {
            inCollection.remove(key, child);
        }
        child.places.remove(new Place(this, collection, key));
    }

    @Override
    public String toString() {
        return model.name() + "[wireId=" + id + "]";
    }
}
