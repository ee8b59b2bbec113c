package org.mafalda.server.admin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.horizontal.Decision;
import org.mafalda.mediasoup.horizontal.DrainProgress;
import org.mafalda.rope.Contract;
import org.mafalda.rope.Listener;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/**
 * A running server as its operators see it. The role {@link #OPERATOR} may call everything, {@code read-only} what is
 * named like a question. Thread-safe; lives as long as the server.
 */
@Remote
@Contract(
        name = "mafalda-admin",
        version = 1,
        failures = {
            InvalidArgumentException.class,
            InvalidStateException.class,
            NotFoundException.class,
            UnsupportedException.class
        },
        closedFailure = InvalidStateException.class,
        argumentFailure = InvalidArgumentException.class,
        unsupportedFailure = UnsupportedException.class)
public interface Admin {
    /** The role that may call everything. */
    String OPERATOR = "operator";

    /** What it is and does at present, and its boxes. */
    CompletableFuture<ServerStatus> getStatus();

    /** Where the workers are that its clusters have placed and that live, and why; the clusters in turn. */
    CompletableFuture<List<Placement>> getPlacements();

    /**
     * Why a worker is where it is, and what else there was. Remembered for the workers that live and the last 1,000
     * placements. Fails with {@link NotFoundException} if it is not known.
     */
    CompletableFuture<Decision> explain(String workerId);

    /**
     * Places nothing on a box any more, and waits until its workers are closed; those that are left at the deadline are
     * closed then. It is the server's own box, which takes no workers then, or one of its clusters'. The result is how
     * far it is at once; {@link #onDrainProgress} tells what follows. If the box is being drained already, that drain
     * gets the new deadline. Fails with {@link NotFoundException} if there is no such box, and with
     * {@link InvalidArgumentException} if the deadline is negative.
     *
     * @param deadline from now; zero closes what is there at once
     */
    CompletableFuture<DrainProgress> drain(String boxId, Duration deadline);

    /**
     * Places workers on a box again that is or was drained; a drain under way is cancelled. Fails with
     * {@link NotFoundException} if there is no such box.
     */
    CompletableFuture<Void> cancelDrain(String boxId);

    /**
     * Reads the configuration again and changes what can change while it runs: the instances of clusters and the log.
     * An instance that is not there any more leaves at once, with its workers; who wants to spare them drains it first.
     * If there are faults, nothing changes.
     */
    CompletableFuture<Reload> reload();

    /** After a drain has come further, or is over. */
    @OnDemand
    Subscription onDrainProgress(Listener<DrainEvent> listener);
}
