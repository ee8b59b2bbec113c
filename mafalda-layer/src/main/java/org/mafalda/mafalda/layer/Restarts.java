package org.mafalda.mafalda.layer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.runtime.Lane;

/**
 * When the last real worker of a virtual one has died, another takes its place at once; if that dies soon, too, the
 * next one comes later, and ever later if that goes on: what kills them may be here to stay. Thread-safe.
 */
final class Restarts {
    /** One that lives so long has not died soon. */
    static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    /** With which a call that waits for the worker still ends before a remote one is given up by default. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final int DOUBLINGS = 6;

    private final Timing timing;
    private final Lane lane;
    /** Guarded by this, as the one below. */
    private int deaths;

    private @Nullable CompletableFuture<Void> turn;

    Restarts(Timing timing, Lane lane) {
        this.timing = timing;
        this.lane = lane;
    }

    /** The last one has died, and another is to come. */
    synchronized void died() {
        deaths++;
    }

    /** One has come. */
    synchronized void came(InnerWorker inner) {
        if (deaths > 0) {
            var unused = timing.after(SOON, () -> {
                if (!inner.hasEnded()) {
                    forget();
                }
            });
        }
    }

    private synchronized void forget() {
        deaths = 0;
    }

    /** Completes when another one may come: it has already, or will on the lane. */
    synchronized CompletableFuture<Void> turn() {
        CompletableFuture<Void> next = new CompletableFuture<>();
        Duration pause = pause();
        if (pause.isZero()) {
            next.complete(null);
        } else {
            turn = next;
            var unused = timing.after(pause, () -> lane.execute(() -> next.complete(null)));
        }
        return next;
    }

    private Duration pause() {
        if (deaths < 2) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(deaths - 2, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Nobody needs another one any more: who waits for one is not to wait longer. On the lane. */
    void end() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            waiting = turn;
        }
        if (waiting != null) {
            waiting.complete(null);
        }
    }
}
