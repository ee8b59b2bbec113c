package org.mafalda.mafalda.layer;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;

/**
 * What all objects of one virtual worker share: their lane, the shape of their tree, and the names of what is below.
 */
final class Home {
    /**
     * Guards the shape of the tree: who is closed and who is in whose collections. Never held while others are called.
     */
    final Object tree = new Object();

    private final Lane lane;
    private final Names names = new Names();
    /** What was marked as closed and is not announced yet, in the order of marking; guarded by {@link #tree}. */
    private final Queue<Closed> closings = new ArrayDeque<>();

    private volatile boolean workerEnded;

    Home(Lane lane) {
        this.lane = lane;
    }

    /** One object that was marked closed, and why. */
    record Closed(Node node, CloseReason reason) {}

    Lane lane() {
        return lane;
    }

    Names names() {
        return names;
    }

    /** The virtual worker is closing or dying: from now on calls fail because of that. */
    void endWorker() {
        workerEnded = true;
    }

    boolean workerEnded() {
        return workerEnded;
    }

    /** An object was marked as closed. With the tree locked. */
    void addClosing(Closed closed) {
        closings.add(closed);
    }

    /**
     * Tells about all that was marked as closed, in the order of marking. On the lane, before anything else is told.
     */
    void announceClosings() {
        Closed next;
        while ((next = nextClosing()) != null) {
            next.node().announceClosed(next.reason());
        }
    }

    private @Nullable Closed nextClosing() {
        synchronized (tree) {
            return closings.poll();
        }
    }

    /** The result of a call below, made into one of ours on the lane; what that throws is the failure. */
    <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> onLane(
            CompletableFuture<? extends T> call, Function<T, R> result, Function<Throwable, Throwable> explain) {
        CompletableFuture<R> future = new LaneFuture<>();
        var unused = call.whenComplete((value, failure) -> lane.execute(() -> {
            if (failure != null) {
                future.completeExceptionally(explain.apply(names.failure(unwrapped(failure))));
                return;
            }
            R made;
            try {
                made = result.apply(value);
            } catch (RuntimeException e) {
                future.completeExceptionally(explain.apply(e));
                return;
            }
            future.complete(made);
        }));
        return future;
    }

    /** The failure itself, without what stages have wrapped around it. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
