package org.mafalda.rope.client.internal;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;

/**
 * Collects what a listener hears.
 *
 * @param <E> the events
 */
final class Probe<E> implements Listener<E> {
    private static final long DEADLINE_SECONDS = 10;

    private final BlockingQueue<E> waiting = new LinkedBlockingQueue<>();
    private @Nullable Subscription subscription;

    /** A registration of a listener: {@code room::onClose}. */
    @FunctionalInterface
    interface Registration<E> {
        Subscription listen(Listener<E> listener);
    }

    static <E> Probe<E> of(Registration<E> event) {
        Probe<E> probe = new Probe<>();
        probe.subscription = event.listen(probe);
        return probe;
    }

    @Override
    public void on(E event) {
        waiting.add(event);
    }

    E next() {
        try {
            E event = waiting.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("Nothing was heard");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    List<E> untaken() {
        return List.copyOf(waiting);
    }

    void stop() {
        if (subscription != null) {
            subscription.close();
        }
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("Future failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static Throwable failure(CompletableFuture<?> future) {
        try {
            Object result = future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("Future succeeded with " + result);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
