package org.mafalda.mediasoup.local;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.mediasoup.local.internal.channel.Request;

/** What all objects of a worker have: the requests to it, and the notifications of it. */
abstract class LocalObject extends LiveObject {
    final Home home;

    LocalObject(Home home, String id, Map<String, @Nullable Object> appData) {
        super(home, id, appData);
        this.home = home;
    }

    /** Takes a notification of the worker. On the lane. */
    abstract void notified(Object notification);

    @Override
    protected final String typeName() {
        return getClass().getSimpleName().substring("Local".length());
    }

    @Override
    protected final void entered() {
        home.register(this);
    }

    @Override
    protected final void leaving() {
        home.unregister(this);
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
        return closed() ? closedFailure(method) : other.closed() ? other.closedFailure(method) : null;
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
        if (!closed()) {
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
}
