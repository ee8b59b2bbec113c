package org.mafalda.mediasoup.layers.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.rope.runtime.Lane;

/**
 * What all objects of one worker share: the lane on which everything is told, and the closes that are still to be told.
 * Thread-safe. Lives as long as its objects are referred to; there is nothing to close.
 */
public class LiveTree {
    /**
     * Guards the shape of the tree: who is closed and who is in whose collections. Never held while others are called.
     */
    final Object lock = new Object();

    private final Lane lane;
    /** What was marked as closed and is not announced yet, in the order of marking; guarded by {@link #lock}. */
    private final Queue<Closed> closings = new ArrayDeque<>();

    private volatile boolean workerEnded;

    /** A tree whose events, changes and completions are delivered on the lane. */
    public LiveTree(Lane lane) {
        this.lane = lane;
    }

    /** One object that was marked closed, and why. */
    record Closed(LiveObject object, CloseReason reason) {}

    /** Where all is told. */
    public final Lane lane() {
        return lane;
    }

    /** The worker is closing or dying: from now on calls fail because of that. */
    public final void endWorker() {
        workerEnded = true;
    }

    boolean workerEnded() {
        return workerEnded;
    }

    /** An object was marked as closed. With the tree locked. */
    void addClosing(Closed closed) {
        closings.add(closed);
    }

    /**
     * Tells about all that was marked as closed, in the order of marking. On the lane, before anything else is told: so
     * an object that closes by itself is never told after the close of what is above it.
     */
    public final void announceClosings() {
        Closed next;
        while ((next = nextClosing()) != null) {
            next.object().announceClosed(next.reason());
        }
    }

    private @Nullable Closed nextClosing() {
        synchronized (lock) {
            return closings.poll();
        }
    }
}
