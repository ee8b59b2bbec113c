package org.mafalda.mediasoup.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.AppData;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/**
 * What all objects of a worker have: identity, application data, reported changes, and an end.
 *
 * <p>State is written on the lane, except for the end: closing marks the object and all below it at once, whoever calls
 * it, and tells about it on the lane.
 */
abstract class LocalObject implements Stateful {
    final Home home;

    private final String id;
    private final Signal<Change> onChange = new Signal<>();
    private final StickySignal<CloseEvent> onClose;
    private volatile boolean closed;
    private volatile Map<String, @Nullable Object> appData;

    LocalObject(Home home, String id, Map<String, @Nullable Object> appData) {
        this.home = home;
        this.id = id;
        this.appData = appData;
        this.onClose = new StickySignal<>(home.lane());
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

    /** Replaces the application data, in order with the other calls of the caller. */
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
        CompletableFuture<Void> future = new LaneFuture<>();
        home.lane().execute(() -> {
            appData = normalized;
            report(Change.builder().property("appData", normalized).build());
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

    // ---- what a kind of object says of itself

    /** The collections in which it stands while it lives. */
    abstract List<Place<?>> places();

    /** Hands over the objects directly below, in the order in which mediasoup closes them. */
    abstract void forEachChild(Consumer<LocalObject> taker);

    /** The reason that what is below gives when this object is closed by a call. */
    abstract CloseReason reasonBelow();

    /** Tells the worker that this object is to go, with all below it. */
    abstract void closeInWorker();

    /** Takes a notification of the worker. On the lane. */
    abstract void notified(Object notification);

    /** Called with the tree locked, before this object or anything below it is marked as closed. */
    void beforeMarking() {}

    /** Brings the state to that of a closed object; called once, with the tree locked. */
    void markClosed() {}

    /** Adds the state that {@link #markClosed} changed. */
    void describeClosed(Change.Builder change) {}

    /** Called on the lane just before the close event. */
    void beforeCloseEvent() {}

    /** Called on the lane just after the close event. */
    void afterCloseEvent() {}

    // ---- changes and events

    /** Tells a change. On the lane. */
    final void report(Change change) {
        onChange.fire(change);
    }

    /** Tells a change with its event, then the event. On the lane; the state is visible already. */
    final <E> void fire(Signal<E> signal, String name, E event, Change.Builder change) {
        onChange.fire(change.event(name, event).build());
        signal.fire(event);
    }

    private void notifiedUnlessClosed(Object notification) {
        if (!closed) {
            notified(notification);
        }
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

    // ---- calls

    /** Sends a request whose answer is made into a result on the lane. */
    final <T, R> CompletableFuture<R> request(Request<T> request, Function<? super T, ? extends R> onLane) {
        if (closed) {
            return LaneFuture.failed(closedFailure(request.name()));
        }
        return home.channel().request(request, onLane, failure -> explain(request.name(), failure));
    }

    /** Sends a request of which only the success matters. */
    final CompletableFuture<Void> request(Request<Boolean> request, Runnable onLane) {
        return this.<Boolean, Void>request(request, done -> {
            onLane.run();
            return null;
        });
    }

    /** Asks the worker to end a child that is closed here already. */
    final void requestOfClosedChild(Request<Boolean> request) {
        if (!closed) {
            var unused = home.channel().request(request, done -> done, failure -> failure);
        }
    }

    /** What a closed object does not know is not the worker's failure. */
    private Throwable explain(String method, Throwable failure) {
        return closed && !(failure instanceof WorkerClosedException) ? closedFailure(method) : failure;
    }

    final InvalidStateException closedFailure(String method) {
        if (home.workerEnded()) {
            return new WorkerClosedException("Worker is closed", Map.of("id", id, "method", method));
        }
        return new InvalidStateException(typeName() + " is closed", Map.of("id", id, "method", method));
    }

    final <T> CompletableFuture<T> unsupported(String feature) {
        return LaneFuture.failed(new UnsupportedException(
                feature + " is not offered by this implementation", Map.of("id", id, "feature", feature)));
    }

    /** The name of the interface: {@code Router}. */
    final String typeName() {
        return getClass().getSimpleName().substring("Local".length());
    }

    // ---- birth and end

    /**
     * Brings a new child to life: into its collections, then into the change and event that tell of it. Fails if this
     * object was closed meanwhile; the child is gone in the worker too then. On the lane.
     */
    final <C extends LocalObject, E> C adopt(C child, Signal<E> signal, String name, E event) {
        List<Place<?>> places = child.places();
        synchronized (home.tree) {
            if (closed) {
                throw closedFailure("create" + child.typeName());
            }
            places.forEach(Place::enter);
        }
        home.register(child.id(), child::notifiedUnlessClosed);
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

    /** One object that was marked closed, and why. */
    record Closed(LocalObject object, CloseReason reason) {}

    /** Closes this and all below, and tells the worker; idempotent. */
    final void close(CloseReason reason, CloseReason below) {
        List<Closed> all = markAll(reason, below);
        if (!all.isEmpty()) {
            closeInWorker();
            home.lane().execute(() -> all.forEach(one -> one.object().announceClosed(one.reason())));
        }
    }

    /** Closes this and all below because the worker has done so already. On the lane; idempotent. */
    final void closedByWorker(CloseReason reason) {
        markAll(reason, reasonBelow()).forEach(one -> one.object().announceClosed(one.reason()));
    }

    /**
     * Marks this and all below as closed and takes them out of their collections; children come first in the result.
     */
    final List<Closed> markAll(CloseReason reason, CloseReason below) {
        List<Closed> marked = new ArrayList<>();
        synchronized (home.tree) {
            beforeMarking();
            mark(reason, below, marked);
        }
        return marked;
    }

    private void mark(CloseReason reason, CloseReason below, List<Closed> marked) {
        if (closed) {
            return;
        }
        forEachChild(child -> child.mark(below, below, marked));
        closed = true;
        places().forEach(Place::leave);
        markClosed();
        marked.add(new Closed(this, reason));
    }

    /** Tells that this object is closed. On the lane. */
    final void announceClosed(CloseReason reason) {
        home.unregister(id);
        places().forEach(Place::reportLeft);
        beforeCloseEvent();
        CloseEvent event = new CloseEvent(reason);
        Change.Builder change = Change.builder().property("closed", true);
        describeClosed(change);
        onChange.fire(change.event("onClose", event).build());
        onClose.fire(event);
        afterCloseEvent();
    }

    @Override
    public final String toString() {
        return typeName() + "[id=" + id + (closed ? ", closed]" : "]");
    }
}
