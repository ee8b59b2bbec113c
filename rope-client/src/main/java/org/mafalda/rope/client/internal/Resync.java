package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Gone;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.WireException;

/**
 * Brings the mirror to what a snapshot says, and derives what was missed: what has gone, what has changed, what is new.
 * On the lane; used once.
 */
final class Resync {
    private final Mirror mirror;
    private final Tree tree;
    private final Reports reports = new Reports();
    private final List<Newcomer> objects = new ArrayList<>();
    private final Set<RemoteObject> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private final RemoteObject root;
    private final boolean sameEpoch;

    /**
     * Reads the snapshot; the mirror stays as it is.
     *
     * @param before the root so far, which lives on whatever happens; null if there was none
     * @param sameEpoch whether the known wire ids mean what they meant
     */
    Resync(Mirror mirror, Snapshot snapshot, @Nullable RemoteObject before, boolean sameEpoch, ObjectType rootType) {
        this.mirror = mirror;
        this.tree = mirror.tree();
        this.sameEpoch = sameEpoch;
        List<@Nullable RemoteObject> found = new ArrayList<>();
        RemoteObject newRoot = null;
        for (Born born : snapshot.born()) {
            boolean isRoot = born.id() == snapshot.root();
            RemoteObject object = find(born, isRoot, before);
            found.add(object);
            newRoot = isRoot ? object : newRoot;
        }
        if (newRoot == null || newRoot.type() != rootType) {
            throw new WireException(
                    ErrorCodes.INVALID_MESSAGE,
                    "The snapshot has no root of the contract",
                    Details.of("root", snapshot.root(), "expected", rootType.name()));
        }
        root = newRoot;
        mirror.expect(snapshot.born(), found);
        try {
            snapshot.read((index, in) -> {
                RemoteObject object = found.get(index);
                if (object == null) {
                    in.skipChildren();
                } else {
                    objects.add(Newcomer.read(object, snapshot.born().get(index), in, mirror));
                }
            });
        } finally {
            mirror.expectNothing();
        }
        mirror.revision(snapshot.revision());
    }

    private @Nullable RemoteObject find(Born born, boolean isRoot, @Nullable RemoteObject before) {
        if (isRoot && before != null && before.type().name().equals(born.type())) {
            known.add(before);
            return before;
        }
        RemoteObject same = sameEpoch ? mirror.known(born.id()) : null;
        if (same != null && same.type().name().equals(born.type())) {
            known.add(same);
            return same;
        }
        return mirror.create(born);
    }

    RemoteObject root() {
        return root;
    }

    /** Changes the mirror; what it means is in the result, to be told afterwards. */
    Reports apply() {
        objects.forEach(this::leavePlaces);
        vanish();
        objects.forEach(newcomer -> {
            if (newcomer.object() == root) {
                root.rebind(newcomer.born().id());
            }
            mirror.objects().put(newcomer.born().id(), newcomer.object());
        });
        objects.forEach(this::takeState);
        objects.forEach(this::enterPlaces);
        return reports;
    }

    /** Objects that were closed by a call here, and yet are in the snapshot: the server may not have heard it. */
    List<RemoteObject> closedHere() {
        return objects.stream()
                .map(Newcomer::object)
                .filter(object -> object.ended() && object.closeCalled())
                .toList();
    }

    private void vanish() {
        Set<RemoteObject> present = Collections.newSetFromMap(new IdentityHashMap<>());
        objects.forEach(newcomer -> present.add(newcomer.object()));
        List<RemoteObject> gone = mirror.objects().values().stream()
                .filter(object -> !present.contains(object))
                .sorted(Comparator.comparingLong(RemoteObject::id))
                .toList();
        List<RemoteObject> order = new Vanishing(tree, reports, gone, Gone.Cause.CONNECTION).run();
        if (!sameEpoch) {
            mirror.ended().clear();
            order.forEach(RemoteObject::lose);
            mirror.objects().clear();
        }
        order.forEach(mirror::forget);
    }

    private void leavePlaces(Newcomer newcomer) {
        RemoteObject object = newcomer.object();
        for (RemoteObject.Place place : tree.placesOf(object)) {
            Born.In same = new Born.In(place.owner().id(), place.members().name(), place.key());
            if (!newcomer.born().in().contains(same)) {
                tree.leave(place, object);
                reports.removed(place, object);
            }
        }
    }

    private void takeState(Newcomer newcomer) {
        RemoteObject object = newcomer.object();
        if (known.contains(object)) {
            Change.Builder change = Change.builder();
            for (int i = 0; i < newcomer.states().length; i++) {
                Object now = newcomer.states()[i];
                if (!Objects.equals(object.state(i), now)) {
                    change.property(object.type().states().get(i).name(), now);
                }
            }
            reports.add(object, change);
        }
        object.states(newcomer.states());
    }

    /** A new object below another new one is not told of: whoever hears of the upper one sees both. */
    private void enterPlaces(Newcomer newcomer) {
        RemoteObject object = newcomer.object();
        for (Born.In in : newcomer.born().in()) {
            RemoteObject owner = mirror.known(in.owner());
            int index = owner == null ? -1 : owner.type().indexOfCollection(in.collection());
            if (owner != null
                    && index >= 0
                    && tree.enter(owner, owner.members(index), in.key(), object)
                    && known.contains(owner)) {
                reports.announced(owner, owner.members(index), in.key(), object);
            }
        }
    }
}
