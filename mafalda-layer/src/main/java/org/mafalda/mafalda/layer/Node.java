package org.mafalda.mafalda.layer;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.layers.internal.LiveObject;
import org.mafalda.rope.runtime.LaneFuture;

/** What all objects that Mafalda hands out have: answers of the objects below, told as their own. */
abstract class Node extends LiveObject {
    final Home home;

    Node(Home home, String id, Map<String, @Nullable Object> appData) {
        super(home, id, appData);
        this.home = home;
    }

    /** The object as applications hold it. */
    Object self() {
        return this;
    }

    /** A call below as a call of this object: its result is made on the lane, and fails if this is closed by then. */
    final <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> answer(
            String method, CompletableFuture<? extends T> call, Function<T, R> result) {
        return home.onLane(
                call,
                value -> {
                    checkOpen(method);
                    return result.apply(value);
                },
                failure -> explained(method, failure));
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
                            explained(method, home.names().failure(Home.unwrapped(failure)))));
        });
        return future;
    }

    /** What a call fails with: once this is closed, that it is, behind the close events. On the lane. */
    private Throwable explained(String method, Throwable failure) {
        // Not closed(): what it fails because of may belong to a closing that is about to reach this, too.
        boolean open = update(() -> {});
        if (open) {
            return failure;
        }
        home.announceClosings();
        return closedFailure(method);
    }

    /** A call on what is closed: it fails on the lane, behind the close events, which may be still to be told. */
    final <R extends @Nullable Object> CompletableFuture<R> failedAsClosed(String method) {
        return failedAsClosed(closedFailure(method));
    }
}
