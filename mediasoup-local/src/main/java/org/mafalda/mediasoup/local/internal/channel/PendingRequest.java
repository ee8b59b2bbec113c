package org.mafalda.mediasoup.local.internal.channel;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;

/**
 * A request on its way: decodes the answer on the I/O thread and settles the future on the lane.
 *
 * @param <T> the answer of the worker
 * @param <R> what is made of it on the lane
 */
final class PendingRequest<T, R> {
    private final Request<T> request;
    private final Function<? super T, ? extends R> onLane;
    private final Function<Throwable, Throwable> explain;
    private final Lane lane;
    private final CompletableFuture<R> future = new LaneFuture<>();
    private volatile long mark;

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

    /** Decodes the answer now and settles the future later. */
    void accept(Reply reply) {
        T answer = request.decoder().apply(reply);
        lane.execute(() -> settle(answer));
    }

    /** Fails the future on the lane. */
    void reject(Throwable failure) {
        lane.execute(() -> rejectOnLane(failure));
    }

    /** Fails the future; called on the lane. */
    void rejectOnLane(Throwable failure) {
        future.completeExceptionally(explain.apply(failure));
    }

    private void settle(T answer) {
        R result;
        try {
            result = onLane.apply(answer);
        } catch (Throwable e) {
            future.completeExceptionally(e);
            return;
        }
        future.complete(result);
    }
}
