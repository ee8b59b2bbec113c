package org.mafalda.acceptance;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Subscription;

/**
 * Listens to one event of one object and hands the events over one by one.
 *
 * <p>Thread-safe. Lives until it is closed.
 *
 * @param <E> the event
 */
public final class EventProbe<E> implements AutoCloseable {
    private final BlockingQueue<E> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile @Nullable E last;
    private final Subscription subscription;

    /** Listens from now on. */
    public EventProbe(Registration<E> event) {
        subscription = event.listen(arrival -> {
            arrived.incrementAndGet();
            last = arrival;
            waiting.add(arrival);
        });
    }

    /** The next event; fails if there is none in time. */
    public E next() {
        return nextUntil(System.nanoTime() + Futures.DEADLINE.toNanos());
    }

    /** The next event of which that holds, without those before it; fails if there is none in time. */
    public E next(Predicate<? super E> wanted) {
        long end = System.nanoTime() + Futures.DEADLINE.toNanos();
        E event = nextUntil(end);
        while (!wanted.test(event)) {
            event = nextUntil(end);
        }
        return event;
    }

    /** Waits until the condition holds, which is looked at now and after each event; fails if it does not in time. */
    public void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Futures.DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            nextUntil(end);
        }
    }

    private E nextUntil(long end) {
        try {
            E event = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("Not the event in " + Futures.DEADLINE.toSeconds() + " s that is waited for"
                        + " [arrived:" + arrived.get() + ", last:" + last + "]");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for an event", e);
        }
    }

    /** How many events have arrived so far. */
    public int arrived() {
        return arrived.get();
    }

    /**
     * Fails if there is an event that {@link #next} has not handed over, when the barrier is passed.
     *
     * @param barrier a procedure of an object with the same lane: what happened before its completion has arrived
     */
    public void expectNoneAfter(Supplier<? extends CompletionStage<?>> barrier) {
        Futures.await(barrier.get());
        Assertions.assertThat(waiting).as("events that should not be").isEmpty();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
