package org.mafalda.mediasoup.local;

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
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
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

    /** Does something that needs no worker, on the lane. */
    final CompletableFuture<Void> onLane(String method, Runnable task) {
        CompletableFuture<Void> future = new LaneFuture<>();
        home.lane().execute(() -> {
            if (closed) {
                home.announceClosings();
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
    abstract void forEachChild(Consumer<LocalObject> taker);

    /** The reason that what is below gives when this object is closed by a call. */
    abstract CloseReason reasonBelow();

    /** Tells the worker that this object is to go, with all below it. */
    abstract void closeInWorker();

    /** Takes a notification of the worker. On the lane. */
    abstract void notified(Object notification);

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

    /** Sends a request whose answer is made into a result on the lane. */
    final <T, R> CompletableFuture<R> request(Request<T> request, Function<? super T, ? extends R> onLane) {
        return requestWith(this, request, onLane);
    }

    /** Sends a request that needs another object of the worker as well: it fails when either is closed. */
    final <T, R> CompletableFuture<R> requestWith(
            LocalObject other, Request<T> request, Function<? super T, ? extends R> onLane) {
        InvalidStateException refused = closedFailure(other, request.name());
        if (refused != null) {
            return failedAsClosed(refused);
        }
        return home.channel()
                .request(
                        request,
                        answer -> {
                            InvalidStateException late = closedFailure(other, request.name());
                            if (late != null) {
                                home.announceClosings();
                                throw late;
                            }
                            return onLane.apply(answer);
                        },
                        failure -> explain(other, request.name(), failure));
    }

    /** The failure of a call that needs this object and another, if one of them is closed. */
    private @Nullable InvalidStateException closedFailure(LocalObject other, String method) {
        return closed ? closedFailure(method) : other.closed ? other.closedFailure(method) : null;
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

    /** What a closed object fails with, on the lane: that it is closed, whatever the worker or the channel said. */
    private Throwable explain(LocalObject other, String method, Throwable failure) {
        InvalidStateException refused = closedFailure(other, method);
        if (refused == null) {
            return failure;
        }
        home.announceClosings();
        return refused;
    }

    /** A call on what is closed. It fails behind the close events, which may be still to be told. */
    final <R> CompletableFuture<R> failedAsClosed(InvalidStateException failure) {
        CompletableFuture<R> future = new LaneFuture<>();
        home.lane().execute(() -> {
            home.announceClosings();
            future.completeExceptionally(failure);
        });
        return future;
    }

    /** What a call fails with once this is closed; of {@code router.dump} the method is named. */
    final InvalidStateException closedFailure(String method) {
        String fact = typeName() + " is closed";
        Map<String, @Nullable Object> details =
                Details.of("id", id, "method", method.substring(method.lastIndexOf('.') + 1));
        return home.workerEnded() ? new WorkerClosedException(fact, details) : new InvalidStateException(fact, details);
    }

    /** The name of the interface: {@code Router}. */
    final String typeName() {
        return getClass().getSimpleName().substring("Local".length());
    }

    /**
     * Brings a new child to life: into its collections, then into the change and event that tell of it. Fails if the
     * owner of one of them was closed meanwhile; the child is gone in the worker too then. On the lane.
     */
    final <C extends LocalObject, E> C adopt(C child, Signal<E> signal, String name, E event) {
        home.announceClosings();
        List<Place<?>> places = child.places();
        synchronized (home.tree) {
            for (Place<?> place : places) {
                if (place.owner().closed) {
                    throw place.owner().closedFailure("create" + child.typeName());
                }
            }
            places.forEach(Place::enter);
        }
        home.register(child);
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
        if (markAll(reason, below)) {
            closeInWorker();
            home.lane().execute(home::announceClosings);
        }
    }

    /** Closes this and all below because the worker has done so already. On the lane; idempotent. */
    final void closedByWorker(CloseReason reason) {
        markAll(reason, reasonBelow());
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
        home.addClosing(new Closed(this, reason));
    }

    /** Tells that this object is closed. On the lane. */
    final void announceClosed(CloseReason reason) {
        home.unregister(this);
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
