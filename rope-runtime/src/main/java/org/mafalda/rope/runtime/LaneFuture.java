package org.mafalda.rope.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that is completed on a lane, and therefore must not be waited for on one: {@code get} and {@code join} from
 * a lane, on it or on a stage derived from it, fail at once with an {@link IllegalStateException} instead of blocking
 * for ever.
 *
 * <p>Stages of {@link CompletableFuture#allOf} and {@code anyOf} are made by the JDK and not guarded.
 *
 * <p>Cancelling only stops the waiting: what was asked for still happens.
 *
 * @param <T> the result
 */
public final class LaneFuture<T> extends CompletableFuture<T> {
    /** A future that has failed already. */
    public static <T> CompletableFuture<T> failed(Throwable cause) {
        CompletableFuture<T> future = new LaneFuture<>();
        future.completeExceptionally(cause);
        return future;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new LaneFuture<>();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        checkNotOnLane();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        checkNotOnLane();
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        checkNotOnLane();
        return super.join();
    }

    private void checkNotOnLane() {
        Lane lane = Lane.current();
        if (lane != null && !isDone()) {
            throw new IllegalStateException(
                    "Blocking on a future from a listener or a continuation would stop all events; use a continuation instead [lane:"
                            + lane + "]");
        }
    }
}
