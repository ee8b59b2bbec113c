package org.mafalda.demo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Blocking on futures, always with a limit. */
final class Await {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private Await() {}

    /** The answer of a procedure. */
    static <T> T answer(CompletableFuture<T> future) {
        return within(ANSWER, future);
    }

    /**
     * What the future completes with; what it fails with is thrown as it is, and {@link IllegalStateException} when
     * time is up.
     */
    static <T> T within(Duration limit, CompletableFuture<T> future) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("No answer in time [limit:" + limit + "]", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
    }
}
