package org.mafalda.mafalda.layer;

import org.mafalda.rope.Change;
import org.mafalda.rope.runtime.LiveMap;

/**
 * A collection of another object in which an object stands while it lives.
 *
 * @param owner whose collection it is
 * @param collection the name of the collection
 * @param members the collection
 * @param key the object's key in it
 * @param member the object
 */
record Place<C>(Node owner, String collection, LiveMap<C> members, String key, C member) {
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
