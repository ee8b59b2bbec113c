package org.mafalda.mediasoup.layers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Router;
import org.mafalda.rope.Details;

/**
 * One producer or data producer on its way into another router: first an attempt, then, if it succeeds, the pipe.
 *
 * <p>After each step of the attempt, everything that it stands on is looked at again, because much can happen while an
 * answer is awaited. An attempt that fails closes what it has made before it says so.
 *
 * <p>Thread-safe. Lives until one of its ends is closed.
 */
final class Pipe {
    private final Router router;
    private final Router target;
    private final PipeStream.Origin origin;
    private final boolean keepId;
    private final PipePair.Key route;
    private final Consumer<Pipe> forget;
    private final CompletableFuture<PipeToRouterResult> attempt = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile PipeStream.@Nullable Near near;
    private volatile PipeStream.@Nullable Far far;

    /**
     * A pipe that is to be made.
     *
     * @param forget called when it has ended, before anybody hears of that
     */
    Pipe(
            Router router,
            Router target,
            PipeStream.Origin origin,
            boolean keepId,
            PipePair.Key route,
            Consumer<Pipe> forget) {
        this.router = router;
        this.target = target;
        this.origin = origin;
        this.keepId = keepId;
        this.route = route;
        this.forget = forget;
    }

    /** Both ends, when they stand and are in step; settled when nothing is left to be done. */
    CompletableFuture<PipeToRouterResult> attempt() {
        return attempt;
    }

    /** Whether it is, or is about to be, a pipe of that very object. */
    boolean isOf(PipeStream.Origin other) {
        return origin.equals(other);
    }

    /** Which pair of transports carries it. */
    PipePair.Key route() {
        return route;
    }

    /** Whether both ends are open; they close one after the other. */
    boolean stands() {
        PipeStream.Near one = near;
        PipeStream.Far other = far;
        return one != null && other != null && !one.closed() && !other.closed();
    }

    /** Makes it, on a pair that was acquired for it; to be called once. */
    void make(PipePair pair) {
        var unused = pair.connected()
                .thenCompose(connected -> {
                    check(pair);
                    return origin.consume(pair.transport(router));
                })
                .thenCompose(made -> {
                    near = made;
                    check(pair);
                    return made.produce(pair.transport(target), keepId)
                            .thenCompose(other -> bringInStep(pair, made, other));
                })
                .whenComplete((result, failure) -> {
                    if (failure == null) {
                        pair.prove();
                        attempt.complete(result);
                    } else {
                        fail(pair, Calls.unwrapped(failure));
                    }
                });
    }

    /** Says so when everything that was made is closed and has told that. */
    private void fail(PipePair pair, Throwable failure) {
        Throwable reason = obstacle(pair);
        end(pair);
        var unused = over.thenRun(() -> attempt.completeExceptionally(reason == null ? failure : reason));
    }

    private CompletableFuture<PipeToRouterResult> bringInStep(
            PipePair pair, PipeStream.Near made, PipeStream.Far other) {
        far = other;
        made.onClose(() -> end(pair));
        other.onClose(() -> end(pair));
        check(pair);
        return new PauseFollower(made, other).follow().thenApply(inStep -> {
            check(pair);
            return other.result();
        });
    }

    private void check(PipePair pair) {
        MediasoupException obstacle = obstacle(pair);
        if (obstacle != null) {
            throw obstacle;
        }
    }

    /** What of the things that it stands on is closed, the outermost first; null if nothing is. */
    private @Nullable MediasoupException obstacle(PipePair pair) {
        PipeStream.Near one = near;
        PipeStream.Far other = far;
        if (router.closed()) {
            return closed("Router to pipe from is closed");
        }
        if (target.closed()) {
            return closed("Router to pipe to is closed");
        }
        if (origin.closed()) {
            return origin.closedFailure();
        }
        if (pair.broken()) {
            return closed("PipeTransport was closed while the pipe was being made");
        }
        if ((one != null && one.closed()) || (other != null && other.closed())) {
            return closed("Pipe was closed while it was being made");
        }
        return null;
    }

    private InvalidStateException closed(String fact) {
        return new InvalidStateException(fact, Details.of("router", router.id(), "target", target.id()));
    }

    /** Closes what there is of it. */
    private void end(PipePair pair) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        PipeStream.Near one = near;
        PipeStream.Far other = far;
        close();
        forget.accept(this);
        var unused = CompletableFuture.allOf(
                        pair.release(),
                        one == null ? CompletableFuture.completedFuture(null) : Calls.told(one::onClose),
                        other == null ? CompletableFuture.completedFuture(null) : Calls.told(other::onClose))
                .thenRun(() -> over.complete(null));
    }

    /** Closes both ends, of which at least one is closed; it is forgotten when they say so. */
    void close() {
        PipeStream.Near one = near;
        PipeStream.Far other = far;
        if (one != null) {
            one.close();
        }
        if (other != null) {
            other.close();
        }
    }
}
