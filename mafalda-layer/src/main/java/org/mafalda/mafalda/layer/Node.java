package org.mafalda.mafalda.layer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.AppData;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/**
 * What all objects that Mafalda hands out have: identity, application data, reported changes, and an end.
 *
 * <p>State is written on the lane, except for the end: closing marks the object and all below it at once, whoever calls
 * it, and tells about it on the lane.
 */
abstract class Node implements Stateful {
    final Home home;

    private final String id;
    private final Signal<Change> onChange = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    private volatile boolean closed;
    private volatile Map<String, @Nullable Object> appData;

    Node(Home home, String id, Map<String, @Nullable Object> appData) {
        this.home = home;
        this.id = id;
        this.appData = appData;
        this.onClose = new StickySignal<>(home.lane());
    }

    /** The object as applications hold it. */
    Object self() {
        return this;
    }

    public final String id() {
        return id;
    }

    public final boolean closed() {
        return closed;
    }

    public final Map<String, @Nullable Object> appData() {
        return appData;
    }

    /** Replaces the application data. */
    public final CompletableFuture<Void> setAppData(Map<String, @Nullable Object> newData) {
        Objects.requireNonNull(newData, "appData");
        Map<String, @Nullable Object> normalized;
        try {
            normalized = AppData.normalize("appData", newData);
        } catch (InvalidArgumentException e) {
            return LaneFuture.failed(e);
        }
        if (closed) {
            return LaneFuture.failed(closedFailure("setAppData"));
        }
        return onLane("setAppData", () -> {
            appData = normalized;
            report(Change.builder().property("appData", normalized).build());
        });
    }

    /** Does something that needs nothing below, on the lane. */
    final CompletableFuture<Void> onLane(String method, Runnable task) {
        CompletableFuture<Void> future = new LaneFuture<>();
        home.lane().execute(() -> {
            if (closed) {
                future.completeExceptionally(closedFailure(method));
                return;
            }
            task.run();
            future.complete(null);
        });
        return future;
    }

    public final Subscription onClose(Listener<CloseEvent> listener) {
        return onClose.subscribe(listener);
    }

    @Override
    public final Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }

    public final void close() {
        close(new CloseReason.Called(), reasonBelow());
    }

    /** The collections in which it stands while it lives. */
    abstract List<Place<?>> places();

    /** Hands over the objects directly below, in the order in which mediasoup closes them. */
    abstract void forEachChild(Consumer<Node> taker);

    /** The reason that what is below gives when this object is closed by a call. */
    abstract CloseReason reasonBelow();

    /** Closes what it stands for in the layer below. */
    abstract void closeInner();

    /** The name of the interface: {@code Router}. */
    abstract String typeName();

    /** Its name in sentences: {@code data producer}. */
    private String kind() {
        return typeName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Called with the tree locked, before this object or anything below it is marked as closed. */
    void beforeMarking() {}

    /** Called after this object and all below were marked as closed; the tree is no longer locked. */
    void afterMarking() {}

    /** Brings the state to that of a closed object; called once, with the tree locked. */
    void markClosed() {}

    /** Adds the state that {@link #markClosed} changed. */
    void describeClosed(Change.Builder change) {}

    /** Called on the lane just before the close event. */
    void beforeCloseEvent(CloseReason reason) {}

    /** Called on the lane just after the close event. */
    void afterCloseEvent(CloseReason reason) {}

    /** Tells a change. On the lane. */
    final void report(Change change) {
        onChange.fire(change);
    }

    /** Tells a change with its event, then the event. On the lane; the state is visible already. */
    final <E> void fire(Signal<E> signal, String name, E event, Change.Builder change) {
        onChange.fire(change.event(name, event).build());
        signal.fire(event);
    }

    /** Writes state unless the object is closed, whose state is final. */
    final boolean update(Runnable write) {
        synchronized (home.tree) {
            if (closed) {
                return false;
            }
            write.run();
            return true;
        }
    }

    /** A call below as a call of this object: its result is made on the lane, and fails if this is closed by then. */
    final <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> answer(
            String method, CompletableFuture<? extends T> call, java.util.function.Function<T, R> result) {
        return home.onLane(
                call,
                value -> {
                    checkOpen(method);
                    return result.apply(value);
                },
                failure -> closed ? closedFailure(method) : failure);
    }

    /**
     * A call whose result is told on the lane already, as one of ours: nothing comes between that and whoever waits.
     */
    final <T extends @Nullable Object> CompletableFuture<T> settled(String method, CompletableFuture<T> call) {
        CompletableFuture<T> future = new LaneFuture<>();
        var unused = call.whenComplete((value, failure) -> {
            if (failure == null) {
                future.complete(value);
                return;
            }
            home.lane()
                    .execute(() -> future.completeExceptionally(
                            closed ? closedFailure(method) : home.names().failure(Home.unwrapped(failure))));
        });
        return future;
    }

    final void checkOpen(String method) {
        if (closed) {
            throw closedFailure(method);
        }
    }

    /** What a call fails with once this is closed. */
    final InvalidStateException closedFailure(String method) {
        String fact = typeName() + " is closed";
        Map<String, @Nullable Object> details = Details.of("id", id, "method", method);
        return home.workerEnded() ? new WorkerClosedException(fact, details) : new InvalidStateException(fact, details);
    }

    /**
     * Brings a new child to life: into its collections, then into the change and event that tell of it. Fails if the
     * owner of one of them was closed meanwhile, or has a child of that key. On the lane.
     */
    final <E> void adopt(Node child, Signal<? super E> signal, String name, E event) {
        home.announceClosings();
        List<Place<?>> places = child.places();
        synchronized (home.tree) {
            child.checkOpen("create" + child.typeName());
            for (Place<?> place : places) {
                place.owner().checkOpen("create" + child.typeName());
            }
            for (Place<?> place : places) {
                if (!place.enter()) {
                    places.subList(0, places.indexOf(place)).forEach(Place::leave);
                    throw InvalidArgumentException.of("id", child.id, "must not be that of another " + child.kind());
                }
            }
        }
        for (Place<?> place : places) {
            if (place.owner() != this) {
                place.reportEntered(Change.builder());
            }
        }
        for (Place<?> place : places) {
            if (place.owner() == this) {
                place.reportEntered(Change.builder().event(name, event));
            }
        }
        signal.fire(event);
    }

    /** Closes this and all below, and what it stands for; idempotent. */
    final void close(CloseReason reason, CloseReason below) {
        if (markAll(reason, below)) {
            closeInner();
            home.lane().execute(home::announceClosings);
        }
    }

    /** Closes this and all below because the layer below has done so already. On the lane; idempotent. */
    final void closedBelow(CloseReason reason) {
        markAll(reason, reason instanceof CloseReason.WorkerDied ? reason : reasonBelow());
        home.announceClosings();
    }

    /** Marks this and all below as closed and takes them out of their collections; false if they were. */
    final boolean markAll(CloseReason reason, CloseReason below) {
        synchronized (home.tree) {
            if (closed) {
                return false;
            }
            beforeMarking();
            mark(reason, below);
        }
        afterMarking();
        return true;
    }

    private void mark(CloseReason reason, CloseReason below) {
        if (closed) {
            return;
        }
        forEachChild(child -> child.mark(below, below));
        closed = true;
        places().forEach(Place::leave);
        markClosed();
        home.addClosing(new Home.Closed(this, reason));
    }

    /** Tells that this object is closed. On the lane. */
    final void announceClosed(CloseReason reason) {
        places().forEach(Place::reportLeft);
        beforeCloseEvent(reason);
        CloseEvent event = new CloseEvent(reason);
        Change.Builder change = Change.builder().property("closed", true);
        describeClosed(change);
        onChange.fire(change.event("onClose", event).build());
        onClose.fire(event);
        afterCloseEvent(reason);
    }

    @Override
    public final String toString() {
        return typeName() + "[id=" + id + (closed ? ", closed]" : "]");
    }
}
