package org.mafalda.rope.client.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.Signal;

/**
 * An object of the server as this side knows it, and what stands behind its proxy.
 *
 * <p>What the proxy offers is thread-safe. State and places are written on the lane, with the mirror's tree locked; the
 * end may come from any thread, with the tree locked too.
 */
final class RemoteObject implements InvocationHandler {
    private final ObjectType type;
    private final Calls calls;
    private final Object proxy;
    private final Members[] members;
    private final EventSlot[] events;
    private final Signal<Change> onChange = new Signal<>();
    private final List<Place> places = new ArrayList<>(2);
    private volatile long id;
    /** Replaced, never changed. */
    private volatile @Nullable Object[] states;

    /** Where it stood first; once it has ended with another of its owners, that one. */
    private volatile @Nullable RemoteObject owner;

    private volatile boolean ended;
    private volatile boolean closeCalled;
    private volatile boolean lost;
    /** Touched on the lane only. */
    private boolean tookLeave;

    /** A collection in which an object stands. */
    record Place(RemoteObject owner, Members members, String key) {}

    RemoteObject(ObjectType type, long id, Calls calls, Lane lane) {
        this.type = type;
        this.id = id;
        this.calls = calls;
        this.members = type.collections().stream()
                .map(collection -> new Members(collection.name()))
                .toArray(Members[]::new);
        this.events =
                type.events().stream().map(event -> new EventSlot(event, lane)).toArray(EventSlot[]::new);
        this.states = new Object[type.states().size()];
        this.proxy = type.proxy(this);
    }

    /** What stands behind a proxy of ROPE; null for any other object. */
    static @Nullable RemoteObject behind(Object object) {
        return Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof RemoteObject remote
                ? remote
                : null;
    }

    @Override
    public @Nullable Object invoke(Object called, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return type.action(method, called).run(this, ObjectType.orNone(arguments));
    }

    ObjectType type() {
        return type;
    }

    Calls calls() {
        return calls;
    }

    Object proxy() {
        return proxy;
    }

    long id() {
        return id;
    }

    /** Only the root gets another one, in a new epoch. */
    void rebind(long newId) {
        id = newId;
    }

    // ---- state

    @Nullable Object state(int index) {
        return states[index];
    }

    @Nullable Object[] states() {
        return states;
    }

    void states(@Nullable Object[] values) {
        states = values;
    }

    void set(int index, @Nullable Object value) {
        @Nullable Object[] after = states.clone();
        after[index] = value;
        states = after;
    }

    /** The id that people know, or else the wire id. */
    String label() {
        Object named = type.idState() < 0 ? null : states[type.idState()];
        return named == null ? "#" + id : named.toString();
    }

    // ---- end

    /** What the state {@code closed} says. */
    boolean closed() {
        return ended || Boolean.TRUE.equals(states[type.closedState()]);
    }

    /** Whether it is closed for this side: by a call here, by the server, or with its connection. */
    boolean ended() {
        return ended;
    }

    /** It ends: with that owner, of several, or by itself. */
    void end(@Nullable RemoteObject with) {
        if (!ended) {
            owner = with == null ? owner : with;
            ended = true;
        }
    }

    /** This and those above it that have ended, the innermost first: with one of them it has ended. */
    Iterable<RemoteObject> endedUpwards() {
        List<RemoteObject> upwards = new ArrayList<>();
        for (RemoteObject above = this; above != null && above.ended; above = above.owner) {
            upwards.add(above);
        }
        return upwards;
    }

    void bornBelow(RemoteObject first) {
        if (owner == null) {
            owner = first;
        }
    }

    /** Whether all has been told of it, its end too, so that nothing that comes later is told. On the lane. */
    boolean tookLeave() {
        return tookLeave;
    }

    void takeLeave() {
        tookLeave = true;
    }

    /** Whether its own {@code close()} was called here. */
    boolean closeCalled() {
        return closeCalled;
    }

    void markCloseCalled() {
        closeCalled = true;
    }

    /** Whether it was of an epoch that is over. */
    boolean lost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    // ---- collections

    Members[] members() {
        return members;
    }

    Members members(int index) {
        return members[index];
    }

    List<Place> places() {
        return places;
    }

    // ---- changes and events

    Subscription subscribe(Listener<Object> listener) {
        return onChange.subscribe(listener);
    }

    Subscription subscribe(EventModel event, int index, Listener<Object> listener) {
        Subscription subscription = events[index].subscribe(listener);
        if (!event.onDemand()) {
            return subscription;
        }
        calls.listen(this, event);
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                subscription.close();
                calls.unlisten(this, event);
            }
        };
    }

    /** Tells a change, then the event that belongs to it. On the lane. */
    void tell(Change change) {
        if (tookLeave) {
            return;
        }
        onChange.fire(change);
        Change.Fired event = change.event();
        if (event != null) {
            fire(type.indexOfEvent(event.name()), event.value());
        }
    }

    /** On the lane. */
    void fire(int event, Object value) {
        events[event].fire(value);
    }

    @Override
    public String toString() {
        return type.name() + "[id=" + label() + (ended ? ", remote, closed]" : ", remote]");
    }
}
