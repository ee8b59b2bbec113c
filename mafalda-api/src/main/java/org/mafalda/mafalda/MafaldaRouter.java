package org.mafalda.mafalda;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.stats.WorkerResourceUsage;
import org.mafalda.rope.Listener;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/**
 * A router that spans real workers: on each worker that it needs there is one inner router, and a producer is piped to
 * another inner router as soon as something there consumes it.
 *
 * <p>A transport is placed when it is created. How many consumers it will have can be said by
 * {@code "expectedConsumers"} in its {@code appData}, a whole number, which may count the pipes that its producers will
 * need; otherwise as many are expected as transports of its type have on average.
 *
 * <p>An audio level observer listens on each worker that has producers of it, and merges what it hears. An active
 * speaker observer has its home on one of them, and each of its producers from another worker costs one pipe to it.
 *
 * <p>All that a {@link Router} promises holds here. Its objects have ids of their own; those of the inner ones appear
 * in {@link #topology} alone. Thread-safe. Lives until it is closed, or its virtual worker ends.
 */
@Remote
public interface MafaldaRouter extends Router {
    /**
     * What it consists of at this moment: inner routers, their transports, and the pipes between them. Fails with
     * {@link InvalidStateException} if the router is closed.
     */
    CompletableFuture<Topology> topology();

    /**
     * Why a transport is on the worker that it is on. Fails with {@link NotFoundException} if the router has no such
     * transport, and with {@link InvalidStateException} if it is closed.
     */
    CompletableFuture<PlacementDecision> explain(String transportId);

    /**
     * How many workers and pipes a room would take, by what is known at present of what streams cost, if it were alone
     * on its workers. Fails with {@link InvalidStateException} if the router is closed.
     */
    CompletableFuture<RoomPlan> plan(RoomShape shape);

    /**
     * What the real workers that it is on have used so far, by their ids. Fails with {@link InvalidStateException} if
     * the router is closed.
     */
    CompletableFuture<Map<String, WorkerResourceUsage>> getResourceUsages();

    /**
     * Makes a producer or data producer available in another such router, with no more to be said than which: within a
     * box the pipe goes over 127.0.0.1, and between boxes over their pipe addresses, encrypted. Otherwise as
     * {@link #pipeToRouter}, and fails as that does.
     */
    CompletableFuture<PipeToRouterResult> pipeToMafaldaRouter(PipeToMafaldaRouterOptions options);

    /** An inner router has been opened on another worker; comes after that worker's first use was decided. */
    Subscription onInnerRouterOpened(Listener<InnerRouterOpenedEvent> listener);

    /** An inner router has gone: it was idle, or its worker has ended. */
    Subscription onInnerRouterClosed(Listener<InnerRouterClosedEvent> listener);

    /**
     * A consumer or data consumer was made anew below, because the way over which it was fed has gone: its producer
     * lives, but a worker that passed it on does not, or cannot be reached. Its id, state and listeners are the same;
     * its {@code rtpParameters} have other SSRCs and the same MID, and its endpoint must be told so.
     */
    Subscription onConsumerMoved(Listener<ConsumerMovedEvent> listener);

    /**
     * A transport cannot be reached any more, because its worker has died or is suspect, and another one is ready in
     * its place, or none can be made. Once for each loss of a transport, PipeTransports excepted; after
     * {@link #onInnerWorkerDied} if the worker has died. Nothing is made in its place unless somebody listens.
     */
    @OnDemand
    Subscription onTransportLost(Listener<TransportLostEvent> listener);

    /**
     * A real worker of the virtual worker has died: the transports that were on it are closed, with {@code WorkerDied}
     * as reason, when this comes; the others stay. When the last one has died another one is started, and the virtual
     * worker dies if that is impossible or not wanted.
     */
    Subscription onInnerWorkerDied(Listener<InnerWorkerDiedEvent> listener);
}
