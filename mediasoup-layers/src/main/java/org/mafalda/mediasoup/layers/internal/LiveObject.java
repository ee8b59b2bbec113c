package org.mafalda.mediasoup.layers.internal;

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
 * What all objects of a {@link LiveTree} have: identity, application data, reported changes, and an end.
 *
 * <p>Thread-safe. State is written on the lane, except for the end: closing marks the object and all below it at once,
 * whoever calls it, and tells about it on the lane. It lives from {@link #adopt} to its close.
 */
public abstract class LiveObject implements Stateful {
    private final LiveTree tree;
    private final String id;
    private final Signal<Change> onChange = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    private volatile boolean closed;
    private volatile Map<String, @Nullable Object> appData;

    /** An object that nobody knows yet; {@code appData} is normalized. */
    protected LiveObject(LiveTree tree, String id, Map<String, @Nullable Object> appData) {
        this.tree = tree;
        this.id = id;
        this.appData = appData;
        this.onClose = new StickySignal<>(tree.lane());
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
        return onLane("setAppData", () -> {
            appData = normalized;
            report(Change.builder().property("appData", normalized).build());
        });
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

    /** The name of the interface: {@code Router}. */
    protected abstract String typeName();

    /** The collections in which it stands while it lives. */
    protected abstract List<Place<?>> places();

    /** Hands over the objects directly below, in the order in which mediasoup closes them. */
    protected abstract void forEachChild(Consumer<LiveObject> taker);

    /** The reason that what is below gives when this object is closed by a call. */
    protected abstract CloseReason reasonBelow();

    /** Closes what it stands for, with all below that: in the worker, or in the layer below. */
    protected abstract void closeInner();

    /** Called on the lane when it stands in its places, before anything tells of it. */
    protected void entered() {}

    /** Called with the tree locked, before this object or anything below it is marked as closed. */
    protected void beforeMarking() {}

    /** Called after this object and all below were marked as closed; the tree is no longer locked. */
    protected void afterMarking() {}

    /** Brings the state to that of a closed object; called once, with the tree locked. */
    protected void markClosed() {}

    /** Adds the state that {@link #markClosed} changed. */
    protected void describeClosed(Change.Builder change) {}

    /** Called on the lane before anything tells that it is closed. */
    protected void leaving() {}

    /** Called on the lane just before the close event. */
    protected void beforeCloseEvent(CloseReason reason) {}

    /** Called on the lane just after the close event. */
    protected void afterCloseEvent(CloseReason reason) {}

    /** Does something that needs nothing below, on the lane. */
    protected final CompletableFuture<Void> onLane(String method, Runnable task) {
        CompletableFuture<Void> future = new LaneFuture<>();
        tree.lane().execute(() -> {
            if (closed) {
                tree.announceClosings();
                future.completeExceptionally(closedFailure(method));
                return;
            }
            task.run();
            future.complete(null);
        });
        return future;
    }

    /** Tells a change. On the lane. */
    public final void report(Change change) {
        onChange.fire(change);
    }

    /** Tells a change with its event, then the event. On the lane; the state is visible already. */
    public final <E> void fire(Signal<E> signal, String name, E event, Change.Builder change) {
        onChange.fire(change.event(name, event).build());
        signal.fire(event);
    }

    /** Writes state unless the object is closed, whose state is final; says whether it did. */
    public final boolean update(Runnable write) {
        synchronized (tree.lock) {
            if (closed) {
                return false;
            }
            write.run();
            return true;
        }
    }

    /** Whether it is closed because of the worker that it is on. */
    protected boolean workerEnded() {
        return tree.workerEnded();
    }

    /** Fails if this is closed. */
    public final void checkOpen(String method) {
        if (closed) {
            throw closedFailure(method);
        }
    }

    /** What a call fails with once this is closed; of {@code router.dump} the method is named. */
    public final InvalidStateException closedFailure(String method) {
        String fact = typeName() + " is closed";
        Map<String, @Nullable Object> details =
                Details.of("id", id, "method", method.substring(method.lastIndexOf('.') + 1));
        return workerEnded() ? new WorkerClosedException(fact, details) : new InvalidStateException(fact, details);
    }

    /** A call on what is closed. It fails behind the close events, which may be still to be told. */
    public final <R extends @Nullable Object> CompletableFuture<R> failedAsClosed(InvalidStateException failure) {
        CompletableFuture<R> future = new LaneFuture<>();
        tree.lane().execute(() -> {
            tree.announceClosings();
            future.completeExceptionally(failure);
        });
        return future;
    }

    /**
     * Brings a new child to life: into its collections, then into the change and event that tell of it. Fails if the
     * child or the owner of one of them was closed meanwhile, or if another stands there under its id. On the lane.
     */
    public final <C extends LiveObject, E> C adopt(C child, Signal<? super E> signal, String name, E event) {
        tree.announceClosings();
        List<Place<?>> places = child.places();
        synchronized (tree.lock) {
            child.enter(places);
        }
        child.entered();
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
        return child;
    }

    /** Into all of its places, or none. */
    final void enter(List<Place<?>> places) {
        String method = "create" + typeName();
        checkOpen(method);
        places.forEach(place -> place.owner().checkOpen(method));
        for (Place<?> place : places) {
            if (!place.enter()) {
                places.subList(0, places.indexOf(place)).forEach(Place::leave);
                throw InvalidArgumentException.of("id", id, "must not be that of another " + kind());
            }
        }
    }

    /** Its name in sentences: {@code data producer}. */
    private String kind() {
        return typeName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Closes this and all below, and what it stands for; idempotent. */
    public final void close(CloseReason reason, CloseReason below) {
        if (markAll(reason, below)) {
            closeInner();
            tree.lane().execute(tree::announceClosings);
        }
    }

    /** Closes this and all below because what it stands for has closed already. On the lane; idempotent. */
    public final void closedBelow(CloseReason reason) {
        markAll(reason, reason instanceof CloseReason.WorkerDied ? reason : reasonBelow());
        tree.announceClosings();
    }

    /**
     * Marks this and all below as closed and takes them out of their collections; false if they were. It is told of by
     * {@link LiveTree#announceClosings}.
     */
    public final boolean markAll(CloseReason reason, CloseReason below) {
        synchronized (tree.lock) {
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
        tree.addClosing(new LiveTree.Closed(this, reason));
    }

    /** Tells that this object is closed. On the lane. */
    final void announceClosed(CloseReason reason) {
        leaving();
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
