package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.WorkerStartException;
import org.mafalda.rope.Announces;
import org.mafalda.rope.Contract;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/**
 * A changing set of {@link Mediasoup} instances as one: each new worker is placed on one of them, and routers are piped
 * wherever they live.
 *
 * <p>It can be exported like any {@code Mediasoup}, as such for applications or as a {@code Horizontal} for its
 * operators. Who operates one from afar adds instances by {@link #connect}, because {@link #add} takes an object, and
 * objects of another server cannot be sent: it is refused then.
 *
 * <p>{@link #workers} are those that were created through this one. {@link #close} closes them, and those instances
 * that {@link #connect} has made.
 *
 * <p>Thread-safe. Lives until it is closed.
 */
@Remote
@Contract(
        name = "horizontal",
        version = 1,
        failures = {
            CapacityException.class,
            InvalidArgumentException.class,
            InvalidStateException.class,
            NotFoundException.class,
            RequestFailedException.class,
            UnsupportedException.class,
            WorkerClosedException.class,
            WorkerStartException.class
        },
        closedFailure = InvalidStateException.class,
        argumentFailure = InvalidArgumentException.class,
        unsupportedFailure = UnsupportedException.class)
public interface Horizontal extends Mediasoup {
    /** The instances by the id of their box. */
    Map<String, Instance> instances();

    /** The drains that are under way, by the id of their box. */
    Map<String, Drain> drains();

    /**
     * Takes an instance in: local, remote, or horizontal again. It stays its owner's: nobody closes it here. Fails with
     * {@link InvalidArgumentException} if an instance with the id of its box is there already, and with
     * {@link UnsupportedException}, which tells the differing values, if it is not like those that are there in version
     * of the stack, version of mediasoup, and RTP capabilities.
     */
    CompletableFuture<Instance> add(Mediasoup instance);

    /**
     * Connects to an instance by the way that the options of this one give, and takes it in like {@link #add}; it is
     * closed when it is removed. Fails with {@link UnsupportedException} if the options give no way.
     *
     * @param address what that way understands; typically {@code wss://box1.example:4443/rope}
     */
    CompletableFuture<Instance> connect(String address);

    /**
     * Lets go of an instance at once: its workers that were created through this one are closed. Who wants to spare
     * them drains it first. Fails with {@link NotFoundException} if there is no such instance.
     */
    CompletableFuture<Void> remove(String boxId);

    /**
     * Places nothing on an instance any more, and waits until its workers are closed; those that are left at the
     * deadline are closed then. The instance stays, without placements, until {@link #serve} or {@link #remove}. If it
     * is being drained already, that drain gets the new deadline. Fails with {@link NotFoundException} if there is no
     * such instance, and with {@link InvalidArgumentException} if the deadline is negative.
     *
     * @param deadline from now; zero closes what is there at once
     */
    CompletableFuture<Drain> drain(String boxId, Duration deadline);

    /**
     * Places workers on an instance again that is or was drained; a drain under way is cancelled. Fails with
     * {@link NotFoundException} if there is no such instance.
     */
    CompletableFuture<Void> serve(String boxId);

    /**
     * Why a worker is where it is. Remembered for the workers that live and the last 1,000 placements. Fails with
     * {@link NotFoundException} if it is not known.
     */
    CompletableFuture<Decision> explain(String workerId);

    /** After an instance is in {@link #instances()}. */
    @Announces("instances")
    Subscription onNewInstance(Listener<NewInstanceEvent> listener);

    /** After a drain is in {@link #drains()}. */
    @Announces("drains")
    Subscription onNewDrain(Listener<NewDrainEvent> listener);
}
