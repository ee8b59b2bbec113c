package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.runtime.StickySignal;

/** A drain of one instance. On the lane of the whole, apart from what others may call. */
final class BoxDrain implements Drain, Stateful {
    private final BoxInstance instance;
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<DrainProgressEvent> onProgress = new Signal<>();
    private final StickySignal<DrainProgressEvent> onClose;
    private volatile DrainProgress progress;
    private volatile boolean closed;

    BoxDrain(BoxInstance instance, Duration deadline) {
        this.instance = instance;
        this.onClose = new StickySignal<>(instance.mediasoup().lane());
        int workers = instance.workerCount();
        this.progress = new DrainProgress(DrainProgress.State.WAITING, end(deadline), workers, workers);
    }

    private Instant end(Duration deadline) {
        return instance.mediasoup().timing().now().plus(deadline);
    }

    /** Begins; done at once if there is nothing to wait for. */
    void begin(Duration deadline) {
        instance.draining(true);
        closeAfter(deadline);
        look();
    }

    /** Gives it another deadline. */
    void deadline(Duration deadline) {
        progress(new DrainProgress(progress.state(), end(deadline), progress.total(), progress.left()));
        closeAfter(deadline);
    }

    private void closeAfter(Duration deadline) {
        Instant end = progress.deadline();
        Runnable task = () -> {
            if (!closed && progress.deadline().equals(end)) {
                instance.closeWorkers();
            }
        };
        if (deadline.isZero()) {
            task.run();
        } else {
            instance.mediasoup()
                    .timing()
                    .after(deadline, () -> instance.mediasoup().lane().execute(task));
        }
    }

    /** Workers may have gone. */
    void look() {
        int left = instance.workerCount();
        if (closed) {
            return;
        }
        if (left == 0) {
            end(DrainProgress.State.DONE);
        } else if (left != progress.left()) {
            progress(new DrainProgress(progress.state(), progress.deadline(), progress.total(), left));
        }
    }

    private void progress(DrainProgress next) {
        progress = next;
        DrainProgressEvent event = new DrainProgressEvent(next);
        onChange.fire(Change.builder()
                .property("progress", next)
                .event("onProgress", event)
                .build());
        onProgress.fire(event);
    }

    /** It is over. */
    void end(DrainProgress.State state) {
        if (closed) {
            return;
        }
        closed = true;
        progress = new DrainProgress(state, progress.deadline(), progress.total(), instance.workerCount());
        instance.mediasoup().members().ended(this);
        DrainProgressEvent event = new DrainProgressEvent(progress);
        onChange.fire(Change.builder()
                .property("closed", true)
                .property("progress", progress)
                .event("onClose", event)
                .build());
        onClose.fire(event);
    }

    @Override
    public String boxId() {
        return instance.boxId();
    }

    @Override
    public DrainProgress progress() {
        return progress;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public CompletableFuture<Void> cancel() {
        CompletableFuture<Void> future = new LaneFuture<>();
        instance.mediasoup().lane().execute(() -> {
            if (closed) {
                future.completeExceptionally(
                        new InvalidStateException("Drain is over", Details.of("box", boxId(), "method", "cancel")));
                return;
            }
            end(DrainProgress.State.CANCELLED);
            instance.draining(false);
            future.complete(null);
        });
        return future;
    }

    @Override
    public Subscription onProgress(Listener<DrainProgressEvent> listener) {
        return onProgress.subscribe(listener);
    }

    @Override
    public Subscription onClose(Listener<DrainProgressEvent> listener) {
        return onClose.subscribe(listener);
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }

    @Override
    public String toString() {
        return "Drain[box=" + boxId() + ", " + progress.state() + ", left=" + progress.left() + "]";
    }
}
