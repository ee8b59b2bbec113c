package org.mafalda.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.horizontal.DrainProgress;
import org.mafalda.rope.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server itself being emptied: it takes no workers, and those that it has are closed at a deadline. Thread-safe.
 */
final class OwnDrain {
    private static final Logger LOG = LoggerFactory.getLogger(OwnDrain.class);

    private final Gate gate;
    private final Consumer<DrainProgress> listener;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Subscription newcomers;
    /** Guarded by this, as those below. */
    private final Set<Worker> left = new HashSet<>();

    private DrainProgress.State state = DrainProgress.State.WAITING;
    private Instant deadline = Instant.now();
    private boolean begun;
    private int total;

    /**
     * Shuts the gate; {@link #deadline} begins to wait.
     *
     * @param owned whether the workers are those of this server alone: others are not waited for, and stay
     * @param listener is told of each progress, in any thread
     */
    OwnDrain(Gate gate, boolean owned, Consumer<DrainProgress> listener) {
        this.gate = gate;
        this.listener = listener;
        gate.shut(true);
        LOG.info("Takes no workers any more [workers:{}]", gate.workers().size());
        // A worker may come yet that was asked for before.
        newcomers = owned ? gate.onNewWorker(event -> expect(event.worker())) : () -> {};
        if (owned) {
            gate.workers().values().forEach(this::expect);
        }
    }

    private void expect(Worker worker) {
        synchronized (this) {
            if (state != DrainProgress.State.WAITING || !left.add(worker)) {
                return;
            }
            total++;
        }
        var unused = worker.onClose(event -> {
            synchronized (this) {
                left.remove(worker);
            }
            look();
        });
    }

    /** Closes what is left after that time; a later call counts instead. */
    void deadline(Duration fromNow) {
        Instant end = Instant.now().plus(fromNow);
        synchronized (this) {
            deadline = end;
            begun = true;
        }
        look();
        if (fromNow.isZero()) {
            expire(end);
            return;
        }
        CompletableFuture.delayedExecutor(fromNow.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> expire(end));
    }

    private void expire(Instant end) {
        List<Worker> late;
        synchronized (this) {
            if (state != DrainProgress.State.WAITING || !deadline.equals(end)) {
                return;
            }
            late = new ArrayList<>(left);
        }
        late.forEach(Worker::close);
    }

    private void look() {
        synchronized (this) {
            if (state == DrainProgress.State.WAITING && left.isEmpty() && begun) {
                state = DrainProgress.State.DONE;
            }
        }
        tell();
    }

    /** Takes workers again. */
    void cancel() {
        gate.shut(false);
        synchronized (this) {
            state = DrainProgress.State.CANCELLED;
        }
        tell();
    }

    private void tell() {
        DrainProgress now = progress();
        listener.accept(now);
        if (now.state() != DrainProgress.State.WAITING) {
            newcomers.close();
            over.complete(null);
        }
    }

    synchronized DrainProgress progress() {
        return new DrainProgress(state, deadline, total, left.size());
    }

    /** Completes when no worker is left, or the drain is cancelled. */
    CompletableFuture<Void> over() {
        return over.copy();
    }
}
