package org.mafalda.mediasoup.layers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the far end of a pipe paused as long as the near end is. One request at a time, and the state is read when the
 * request is made: so the last state wins, whatever threads the changes are told on.
 */
final class PauseFollower {
    private final PipeStream.Near near;
    private final PipeStream.Far far;
    /** How many changes wait to be looked at, those included that the present request may have missed. */
    private final AtomicInteger changes = new AtomicInteger();

    private final CompletableFuture<Void> inStep = new CompletableFuture<>();

    PauseFollower(PipeStream.Near near, PipeStream.Far far) {
        this.near = near;
        this.far = far;
    }

    /** Begins, and tells when both ends are in step for the first time. */
    CompletableFuture<Void> follow() {
        near.onPausedChange(this::look);
        look();
        return inStep;
    }

    private void look() {
        if (changes.getAndIncrement() == 0) {
            step();
        }
    }

    private void step() {
        int seen = changes.get();
        boolean paused = near.paused();
        if (near.closed() || far.closed() || far.paused() == paused) {
            done(seen, null);
            return;
        }
        var unused = Calls.of(paused ? far::pause : far::resume).whenComplete((none, failure) -> done(seen, failure));
    }

    private void done(int seen, @Nullable Throwable failure) {
        if (failure != null) {
            inStep.completeExceptionally(failure);
        }
        if (changes.addAndGet(-seen) != 0) {
            step();
        } else {
            inStep.complete(null);
        }
    }
}
