package org.mafalda.rope.client.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the server's objects: who stands in whose collections, and who has ended. All methods lock it; it is
 * never locked while anybody is told of something.
 */
final class Tree {
    /** Puts a member into a collection; below an object that has ended, it ends too. False if it was there already. */
    synchronized boolean enter(RemoteObject owner, Members members, String key, RemoteObject member) {
        if (members.get(key) == member) {
            return false;
        }
        if (owner.ended()) {
            mark(member, owner);
        }
        member.bornBelow(owner);
        members.enter(key, member);
        member.places().add(new RemoteObject.Place(owner, members, key));
        return true;
    }

    /** Takes a member out of a collection. */
    synchronized void leave(RemoteObject.Place place, RemoteObject member) {
        place.members().leave(place.key(), member);
        member.places().remove(place);
    }

    /** Ends an object and all below it, and takes them out of sight; false if it has ended already. */
    synchronized boolean end(RemoteObject object) {
        if (object.ended()) {
            return false;
        }
        mark(object, null);
        return true;
    }

    /** Ends an object, but not what is below it. */
    synchronized void endAlone(RemoteObject object) {
        object.end(null);
        hide(object);
    }

    /** Ends an object with the owner that has ended before it, and all below it. */
    private static void mark(RemoteObject object, @Nullable RemoteObject owner) {
        if (object.ended()) {
            return;
        }
        object.end(owner);
        for (Members members : object.members()) {
            members.all().forEach(member -> mark(member, object));
        }
        hide(object);
    }

    private static void hide(RemoteObject object) {
        for (RemoteObject.Place place : object.places()) {
            place.members().hide(place.key(), object);
        }
    }

    /** Where the object stands now. */
    synchronized List<RemoteObject.Place> placesOf(RemoteObject object) {
        return List.copyOf(object.places());
    }

    /** All members of all collections of the object. */
    synchronized List<RemoteObject> membersOf(RemoteObject object) {
        return Arrays.stream(object.members())
                .flatMap(members -> members.all().stream())
                .distinct()
                .toList();
    }
}
