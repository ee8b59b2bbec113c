package org.mafalda.mafalda.layer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.layers.internal.LiveTree;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;

/** The objects of one virtual worker, and the names of what is below. */
final class Home extends LiveTree {
    private final Names names = new Names();

    Home(Lane lane) {
        super(lane);
    }

    Names names() {
        return names;
    }

    /** The result of a call below, made into one of ours on the lane; what that throws is the failure. */
    <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> onLane(
            CompletableFuture<? extends T> call, Function<T, R> result, Function<Throwable, Throwable> explain) {
        CompletableFuture<R> future = new LaneFuture<>();
        var unused = call.whenComplete((value, failure) -> lane().execute(() -> {
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
