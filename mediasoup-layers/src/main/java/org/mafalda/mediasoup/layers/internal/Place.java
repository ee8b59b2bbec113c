package org.mafalda.mediasoup.layers.internal;

import org.mafalda.rope.Change;
import org.mafalda.rope.runtime.LiveMap;

/**
 * A collection of another object in which an object stands while it lives. Immutable; holds both as long as it is held.
 *
 * @param owner whose collection it is
 * @param collection the name of the collection
 * @param members the collection
 * @param key the object's key in it
 * @param member the object
 */
public record Place<C>(LiveObject owner, String collection, LiveMap<C> members, String key, C member) {
    /** False if another stands there under that key. */
    boolean enter() {
        return members.add(key, member);
    }

    void leave() {
        members.remove(key);
    }

    void reportEntered(Change.Builder change) {
        owner.report(change.added(collection, key, member).build());
    }

    void reportLeft() {
        owner.report(Change.builder().removed(collection, key, member).build());
    }
}
