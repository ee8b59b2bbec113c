package org.mafalda.acceptance;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;

/** Waits for futures, always with a deadline. */
public final class Futures {
    /** Longer than anything takes that is going to come; what has not come by then is missing. */
    public static final Duration DEADLINE = Duration.ofSeconds(15);

    private Futures() {}

    /** The result; fails if there is none in time or the future fails. */
    public static <T> T await(CompletionStage<T> future) {
        try {
            return get(future);
        } catch (ExecutionException e) {
            throw new AssertionError("Future failed: " + e.getCause(), e.getCause());
        }
    }

    /** Waits until the condition holds, which is asked again whenever the object reports a change. */
    public static void awaitChange(Object object, BooleanSupplier condition) {
        CompletableFuture<Void> holds = new CompletableFuture<>();
        Runnable ask = () -> {
            if (condition.getAsBoolean()) {
                holds.complete(null);
            }
        };
        Subscription changes = ((Stateful) object).onChange(change -> ask.run());
        try {
            ask.run();
            await(holds);
        } finally {
            changes.close();
        }
    }

    /** Waits for all; fails if one fails or is late. */
    public static void awaitAll(Collection<? extends CompletionStage<?>> futures) {
        futures.forEach(Futures::await);
    }

    /** Fails unless the future fails in time with an exception of that class, which is returned. */
    public static <X extends Throwable> X assertFailsWith(CompletionStage<?> future, Class<X> expected) {
        Throwable failure = failure(future);
        if (failure == null) {
            throw new AssertionError("Future succeeded but should have failed with " + expected.getSimpleName());
        }
        Assertions.assertThat(failure).isInstanceOf(expected);
        return expected.cast(failure);
    }

    /** What the future fails with, or null if it succeeds. */
    public static @Nullable Throwable failure(CompletionStage<?> future) {
        try {
            get(future);
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        }
    }

    private static <T> T get(CompletionStage<T> future) throws ExecutionException {
        try {
            return future.toCompletableFuture().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Future is pending after " + DEADLINE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a future", e);
        }
    }
}
