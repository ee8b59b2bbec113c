package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Gone;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.References;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.runtime.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of the server by their wire ids, and what a change does to them. On the lane, except for
 * {@link #idOf(Object)} and {@link #tree()}.
 */
final class Mirror implements References {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    private final Map<String, ObjectType> types;
    private final Calls calls;
    private final Lane lane;
    private final Endings endings;
    private final Tree tree = new Tree();
    private final Map<Long, RemoteObject> objects = new HashMap<>();
    private final EndedObjects ended = new EndedObjects();
    /** Objects of a message that is being read. */
    private final Map<Long, RemoteObject> expected = new HashMap<>();

    private long revision;

    Mirror(Map<String, ObjectType> types, Calls calls, Lane lane, Endings endings) {
        this.types = types;
        this.calls = calls;
        this.lane = lane;
        this.endings = endings;
    }

    Tree tree() {
        return tree;
    }

    /** The known objects by wire id, live. */
    Map<Long, RemoteObject> objects() {
        return objects;
    }

    EndedObjects ended() {
        return ended;
    }

    void revision(long value) {
        revision = value;
    }

    // ---- references

    @Override
    public long idOf(Object object) {
        RemoteObject remote = RemoteObject.behind(object);
        if (remote == null || remote.calls() != calls) {
            throw new WireException(
                    ErrorCodes.UNKNOWN_REFERENCE,
                    "Object does not belong to this server",
                    Map.of("object", String.valueOf(object)));
        }
        if (remote.lost()) {
            throw new WireException(
                    ErrorCodes.UNKNOWN_REFERENCE,
                    "Object was lost when the server started anew",
                    Map.of("object", remote.toString()));
        }
        return remote.id();
    }

    @Override
    public Object objectOf(long id, Class<?> type) {
        RemoteObject object = expected.get(id);
        if (object == null) {
            object = knownOrEnded(id);
        }
        if (object == null) {
            throw new WireException(
                    ErrorCodes.UNKNOWN_REFERENCE,
                    "The server speaks of an unknown object",
                    Details.of("id", id, "type", type.getSimpleName()));
        }
        if (!type.isInstance(object.proxy())) {
            throw new WireException(
                    ErrorCodes.INVALID_MESSAGE,
                    "The server speaks of an object of another type",
                    Details.of("object", object.toString(), "expected", type.getSimpleName()));
        }
        return object.proxy();
    }

    @Nullable RemoteObject known(long id) {
        return objects.get(id);
    }

    @Nullable RemoteObject knownOrEnded(long id) {
        RemoteObject object = objects.get(id);
        return object == null ? ended.get(id) : object;
    }

    // ---- reading

    /** A new object that nobody knows of; null if its type is newer than this side's contract. */
    @Nullable RemoteObject create(Born born) {
        ObjectType type = types.get(born.type());
        return type == null ? null : new RemoteObject(type, born.id(), calls, lane);
    }

    /** Makes the objects of a change known to what is read next, in their order. */
    List<@Nullable RemoteObject> expect(List<Born> born) {
        List<@Nullable RemoteObject> result = new ArrayList<>(born.size());
        for (Born one : born) {
            RemoteObject known = objects.get(one.id());
            result.add(known == null ? create(one) : known);
        }
        expect(born, result);
        return result;
    }

    /** Makes objects known to what is read next. */
    void expect(List<Born> born, List<@Nullable RemoteObject> found) {
        for (int i = 0; i < found.size(); i++) {
            RemoteObject object = found.get(i);
            if (object != null) {
                expected.put(born.get(i).id(), object);
            }
        }
    }

    /** What was expected has come, or will not come. */
    void expectNothing() {
        expected.clear();
    }

    // ---- changes

    /** Applies a step as a whole; what it means is in the result, to be told afterwards. */
    Reports apply(Step step) {
        Reports reports = new Reports();
        expectNothing();
        if (step.revision <= revision) {
            LOG.warn("Change is older than the mirror and ignored [revision:{}, mirror:{}]", step.revision, revision);
            return reports;
        }
        revision = step.revision;
        RemoteObject of = step.of;
        RemoteObject closing = objects.get(step.closing);
        if (closing != null && tree.end(closing)) {
            endings.begin(closing);
        }
        Change.Builder change = Change.builder();
        for (Newcomer newcomer : step.created()) {
            newcomer.object().states(newcomer.states());
            objects.put(newcomer.born().id(), newcomer.object());
        }
        if (of != null) {
            step.left().forEach(entry -> leave(of, entry, change));
        }
        for (Newcomer newcomer : step.created()) {
            place(newcomer, step, change, reports);
        }
        if (of == null) {
            return reports;
        }
        step.entered().forEach(entry -> enter(of, entry, change, reports));
        if (!step.set().isEmpty()) {
            set(of, step.set(), change);
        }
        if (step.closed) {
            close(of, change, reports);
        }
        if (step.event != null && step.eventValue != null) {
            change.event(step.event, step.eventValue);
        }
        reports.add(of, change);
        return reports;
    }

    private void place(Newcomer newcomer, Step step, Change.Builder change, Reports reports) {
        RemoteObject member = newcomer.object();
        for (Born.In in : newcomer.born().in()) {
            RemoteObject owner = objects.get(in.owner());
            int index = owner == null ? -1 : owner.type().indexOfCollection(in.collection());
            if (owner == null || index < 0) {
                continue;
            }
            Members members = owner.members(index);
            leavePrevious(owner, members, in.key(), member, reports);
            if (!tree.enter(owner, members, in.key(), member)) {
                continue;
            }
            if (owner.equals(step.of)) {
                change.added(members.name(), in.key(), member.proxy());
            } else if (step.created().stream().noneMatch(other -> owner.equals(other.object()))) {
                reports.added(owner, members, in.key(), member);
            }
        }
    }

    private void leavePrevious(RemoteObject owner, Members members, String key, RemoteObject member, Reports reports) {
        RemoteObject previous = members.get(key);
        if (previous != null && !previous.equals(member)) {
            RemoteObject.Place place = new RemoteObject.Place(owner, members, key);
            tree.leave(place, previous);
            reports.removed(place, previous);
        }
    }

    private void leave(RemoteObject of, Step.Entry entry, Change.Builder change) {
        int index = of.type().indexOfCollection(entry.collection());
        RemoteObject member = index < 0 ? null : of.members(index).get(entry.key());
        if (member != null) {
            tree.leave(new RemoteObject.Place(of, of.members(index), entry.key()), member);
            if (!member.tookLeave()) {
                change.removed(entry.collection(), entry.key(), member.proxy());
            }
        }
    }

    private void enter(RemoteObject of, Step.Entry entry, Change.Builder change, Reports reports) {
        int index = of.type().indexOfCollection(entry.collection());
        RemoteObject member = objects.get(entry.id());
        if (index < 0) {
            return;
        }
        if (member == null) {
            LOG.warn("Unknown object enters a collection and is ignored [owner:{}, entry:{}]", of, entry);
            return;
        }
        leavePrevious(of, of.members(index), entry.key(), member, reports);
        if (tree.enter(of, of.members(index), entry.key(), member)) {
            change.added(entry.collection(), entry.key(), member.proxy());
        }
    }

    private static void set(RemoteObject of, Map<String, @Nullable Object> values, Change.Builder change) {
        @Nullable Object[] states = of.states().clone();
        values.forEach((name, value) -> {
            states[of.type().indexOfState(name)] = value;
            change.property(name, value);
        });
        of.states(states);
    }

    /** The server has closed the object: it leaves where it stood, and what stood only below it is gone with it. */
    private void close(RemoteObject of, Change.Builder change, Reports reports) {
        List<RemoteObject> allBelow = Vanishing.below(tree, of);
        for (RemoteObject below : new Vanishing(tree, reports, allBelow, Gone.Cause.CONNECTION).run()) {
            forget(below);
        }
        for (RemoteObject shared : tree.membersOf(of)) {
            leaveOwner(of, shared, change);
        }
        tree.endAlone(of);
        for (RemoteObject.Place place : tree.placesOf(of)) {
            tree.leave(place, of);
            reports.removed(place, of);
        }
        Vanishing.closeState(of, change);
        forget(of);
    }

    private void leaveOwner(RemoteObject owner, RemoteObject member, Change.Builder change) {
        for (RemoteObject.Place place : tree.placesOf(member)) {
            if (place.owner().equals(owner)) {
                tree.leave(place, member);
                if (!member.tookLeave()) {
                    change.removed(place.members().name(), place.key(), member.proxy());
                }
            }
        }
    }

    /** The object's wire id means nothing any more. */
    void forget(RemoteObject object) {
        if (objects.remove(object.id(), object)) {
            ended.add(object);
        }
    }
}
