package org.mafalda.mediasoup.local.internal.channel;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.local.internal.fbs.MessageFbs;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;

/**
 * A request on its way: decodes the outcome where it is read and, when run on the lane, settles the future with it.
 *
 * @param <T> the answer of the worker
 * @param <R> what is made of it on the lane
 */
final class PendingRequest<T, R> implements Runnable {
    private final Request<T> request;
    private final Function<? super T, ? extends R> onLane;
    private final Function<Throwable, Throwable> explain;
    private final Lane lane;
    private final CompletableFuture<R> future = new LaneFuture<>();
    private volatile long mark;
    /** The outcome, once it is decoded: the answer, or else the failure. Handed to the lane with the request itself. */
    private @Nullable T answer;

    private @Nullable Throwable failure;

    PendingRequest(
            Request<T> request,
            Function<? super T, ? extends R> onLane,
            Function<Throwable, Throwable> explain,
            Lane lane) {
        this.request = request;
        this.onLane = onLane;
        this.explain = explain;
        this.lane = lane;
    }

    Request<T> request() {
        return request;
    }

    CompletableFuture<R> future() {
        return future;
    }

    /** Where the request ends in the stream of bytes to the worker; 0 until it is written. */
    long mark() {
        return mark;
    }

    void mark(long value) {
        mark = value;
    }

    /** Keeps what the worker answered, for {@link #run}. */
    void decode(MessageFbs.Outcome outcome) {
        if (outcome.accepted()) {
            answer = request.decoder().apply(outcome.reply());
        } else {
            failure = outcome.failure(request.name(), request.handlerId());
        }
    }

    /** Fails the future on the lane. */
    void reject(Throwable failure) {
        lane.execute(() -> rejectOnLane(failure));
    }

    /** Fails the future; called on the lane. */
    void rejectOnLane(Throwable failure) {
        future.completeExceptionally(explain.apply(failure));
    }

    /** Settles the future with the outcome; called on the lane. */
    @Override
    public void run() {
        T accepted = answer;
        if (accepted != null) {
            settle(accepted);
        } else {
            rejectOnLane(Objects.requireNonNull(failure, "failure"));
        }
    }

    private void settle(T accepted) {
        R result;
        try {
            result = onLane.apply(accepted);
        } catch (Throwable e) {
            future.completeExceptionally(e);
            return;
        }
        future.complete(result);
    }
}
