package org.mafalda.mafalda;

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
import org.mafalda.rope.Contract;
import org.mafalda.rope.Remote;

/**
 * A {@link Mediasoup} whose routers span workers. Its workers are virtual: a virtual worker stands for as many real
 * workers with the same settings as its routers need, and each of its routers is a {@link MafaldaRouter}. So an
 * application that knows nothing of Mafalda spans workers too.
 *
 * <p>Thread-safe. Lives until it is closed, which closes the workers that it has created, and nothing else.
 */
@Remote
@Contract(
        name = "mafalda",
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
public interface Mafalda extends Mediasoup {
    /**
     * Creates a router with a virtual worker of its own, which appears in {@link #workers} and is closed with the
     * router.
     *
     * <p>Fails with {@link CapacityException} if no worker can be started, with
     * {@link org.mafalda.mediasoup.WorkerStartException} if the settings do not let one start, and with
     * {@link InvalidStateException} if this is closed.
     */
    CompletableFuture<MafaldaRouter> createMafaldaRouter(MafaldaRouterOptions options);
}
