package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Change;
import org.mafalda.rope.Gone;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.StateModel;

/**
 * Objects that are gone without the server having said so of each: they leave their collections and end, and what is
 * told of it is derived, children first. On the lane; used once.
 */
final class Vanishing {
    private final Tree tree;
    private final Reports reports;
    private final Set<RemoteObject> gone;
    private final Gone.Cause cause;
    private final Map<RemoteObject, Integer> depths = new HashMap<>();

    /**
     * Nothing has vanished yet.
     *
     * @param gone what vanishes
     * @param cause what its events tell, unless it was closed by a call here
     */
    Vanishing(Tree tree, Reports reports, Collection<RemoteObject> gone, Gone.Cause cause) {
        this.tree = tree;
        this.reports = reports;
        this.gone = new LinkedHashSet<>(gone);
        this.cause = cause;
    }

    /** What is below the object, and nowhere else. */
    static List<RemoteObject> below(Tree tree, RemoteObject object) {
        Set<RemoteObject> found = new LinkedHashSet<>();
        found.add(object);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (RemoteObject parent : List.copyOf(found)) {
                for (RemoteObject child : tree.membersOf(parent)) {
                    grown |= tree.placesOf(child).stream().allMatch(place -> found.contains(place.owner()))
                            && found.add(child);
                }
            }
        }
        found.remove(object);
        return List.copyOf(found);
    }

    /**
     * Tells of the end of what was closed here, without waiting for a server that may never say it. All of it stays
     * known, because the server may have it still.
     */
    static void takeLeave(Mirror mirror) {
        List<RemoteObject> ended = mirror.objects().values().stream()
                .filter(object -> object.ended() && !object.tookLeave())
                .sorted(Comparator.comparingLong(RemoteObject::id))
                .toList();
        Reports reports = new Reports();
        Vanishing vanishing = new Vanishing(mirror.tree(), reports, ended, Gone.Cause.CONNECTION);
        List<RemoteObject> order = vanishing.order();
        order.forEach(object -> {
            mirror.tree().placesOf(object).forEach(place -> reports.removed(place, object));
            vanishing.tellEnd(object);
        });
        reports.deliver();
        order.forEach(RemoteObject::takeLeave);
    }

    /** Lets all of them end, and returns them in the order in which they did. */
    List<RemoteObject> run() {
        List<RemoteObject> order = order();
        order.forEach(this::end);
        return order;
    }

    /** Children first. */
    private List<RemoteObject> order() {
        List<RemoteObject> order = new ArrayList<>();
        Set<RemoteObject> visited = new LinkedHashSet<>();
        for (RemoteObject object : gone) {
            RemoteObject home = home(object);
            if (home == null || !gone.contains(home)) {
                visit(object, visited, order);
            }
        }
        gone.forEach(object -> visit(object, visited, order));
        return order;
    }

    private void visit(RemoteObject object, Set<RemoteObject> visited, List<RemoteObject> order) {
        if (!visited.add(object)) {
            return;
        }
        for (RemoteObject child : tree.membersOf(object)) {
            if (gone.contains(child) && object.equals(home(child))) {
                visit(child, visited, order);
            }
        }
        order.add(object);
    }

    /** The deepest of those in whose collections it stands; with it, it closes. */
    private @Nullable RemoteObject home(RemoteObject object) {
        RemoteObject deepest = null;
        for (RemoteObject.Place place : tree.placesOf(object)) {
            if (deepest == null || depth(place.owner()) > depth(deepest)) {
                deepest = place.owner();
            }
        }
        return deepest;
    }

    private int depth(RemoteObject object) {
        Integer known = depths.get(object);
        if (known != null) {
            return known;
        }
        depths.put(object, 0);
        int depth = 0;
        for (RemoteObject.Place place : tree.placesOf(object)) {
            depth = Math.max(depth, 1 + depth(place.owner()));
        }
        depths.put(object, depth);
        return depth;
    }

    private void end(RemoteObject object) {
        tree.endAlone(object);
        for (RemoteObject.Place place : tree.placesOf(object)) {
            tree.leave(place, object);
            reports.removed(place, object);
        }
        tellEnd(object);
    }

    private void tellEnd(RemoteObject object) {
        ObjectType type = object.type();
        Change.Builder change = Change.builder();
        closeState(object, change);
        for (EventModel event : type.events()) {
            Supplier<Object> last = event.gone(object.closeCalled() ? Gone.Cause.CALLED : cause);
            if (event.sticky() && last != null) {
                reports.add(object, change.event(event.name(), last.get()));
                change = Change.builder();
            }
        }
        reports.add(object, change);
    }

    /** Gives an object the state that it has once it is closed, as far as it does not have it yet. */
    static void closeState(RemoteObject object, Change.Builder change) {
        ObjectType type = object.type();
        for (int i = 0; i < type.states().size(); i++) {
            StateModel state = type.states().get(i);
            Object before = object.state(i);
            Object after = i == type.closedState() ? true : state.atClose();
            boolean changes = i == type.closedState() || (state.changesAtClose() && before != null);
            if (changes && !Objects.equals(before, after)) {
                object.set(i, after);
                change.property(state.name(), after);
            }
        }
    }
}
