package org.mafalda.mediasoup;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.LoadEvent;
import org.mafalda.mediasoup.event.LogEvent;
import org.mafalda.mediasoup.event.NewWorkerEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.rope.Announces;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Contract;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;

/**
 * The way into mediasoup: creates workers and speaks of the machines that run them.
 *
 * <p>Thread-safe, as are all objects reached from here. Lives until {@link #close}.
 *
 * <p>Every procedure of these interfaces, on every object, fails with {@link InvalidStateException} when its object is
 * closed or closes before the answer ({@link WorkerClosedException} when the worker is what closed), with
 * {@link InvalidArgumentException} when an argument breaks a rule, with {@link RequestFailedException} when the worker
 * refuses it, and, if the object is remote, with a {@link org.mafalda.rope.RopeException}; the documentation of a
 * procedure names only what comes on top. A null argument throws {@link NullPointerException} at the call. When a
 * future completes, the state it speaks of is visible; a call that fails because something else closed its object does
 * so after the close events.
 */
@Remote
@Contract(
        name = "mediasoup",
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
public interface Mediasoup extends AutoCloseable {
    /** The version of mediasoup that this is: {@code 3.27.1}. */
    String version();

    /** Path of the worker binary on its box; null where several boxes are behind this. */
    @Nullable String workerBin();

    /** All that the worker can forward: what {@code RouterOptions.mediaCodecs} may be chosen from. */
    RtpCapabilities supportedRtpCapabilities();

    /** The machine behind this. */
    HostInfo host();

    /** The last measurement of the machine; null before the first. */
    @Nullable HostLoad load();

    /** How many workers there may be. */
    WorkerBudget workerBudget();

    /** Whether the machine can be reached. */
    Availability availability();

    /** Whether this is closed. */
    boolean closed();

    /** The live workers by id. */
    Map<String, Worker> workers();

    /**
     * Starts a worker. Fails with {@link WorkerStartException} if its process does not come up, and with
     * {@link CapacityException} if the budget is used up.
     */
    CompletableFuture<Worker> createWorker(WorkerSettings settings);

    /**
     * Releases what this holder owns: a local one closes its workers, a remote one ends its session, a layer closes
     * what it created.
     */
    @Override
    void close();

    /** After a worker is in {@link #workers()}. */
    @Announces("workers")
    Subscription onNewWorker(Listener<NewWorkerEvent> listener);

    /** After {@link #load()} changed; at most once a second. */
    @Coalesced
    Subscription onLoad(Listener<LoadEvent> listener);

    /** After {@link #availability()} changed. */
    Subscription onAvailabilityChange(Listener<AvailabilityChangeEvent> listener);

    /** Log lines of the workers, as {@link WorkerSettings#logLevel} selects them. */
    @OnDemand
    @Lossy
    Subscription onLog(Listener<LogEvent> listener);

    /** After this was closed; sticky: a listener that comes later is called at once. */
    @Sticky
    Subscription onClose(Listener<CloseEvent> listener);
}
