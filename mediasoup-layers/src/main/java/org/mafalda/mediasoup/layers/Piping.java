package org.mafalda.mediasoup.layers;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.mediasoup.Router;
import org.mafalda.rope.Details;

/**
 * Pipes producers and data producers from router to router: {@link Router#pipeToRouter} for any implementation, on the
 * public interfaces alone.
 *
 * <p>Thread-safe; never blocks, and holds no lock while it calls others. Futures are completed on whatever thread the
 * last answer came. One instance serves all routers of one implementation, so that a pair of pipe transports is shared
 * whichever of its routers is asked. It needs no closing: what it remembers goes with the routers.
 */
public final class Piping {
    private final BiFunction<Router, Router, PipePath> paths;
    private final ConcurrentMap<PipePair.Key, PipePair> pairs = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, Pipe> pipes = new ConcurrentHashMap<>();

    /**
     * Piping with defaults of its own.
     *
     * @param paths how media goes from a router to a target router where the options do not say; must not block
     */
    public Piping(BiFunction<Router, Router, PipePath> paths) {
        this.paths = Objects.requireNonNull(paths, "paths");
    }

    /** A pipe that keeps the id of its origin: there is one at a time. */
    private record Key(
            Router router,
            Router target,
            @Nullable String producerId,
            @Nullable String dataProducerId) {}

    /** What {@link Router#pipeToRouter} of that router promises. */
    public CompletableFuture<PipeToRouterResult> pipe(Router router, PipeToRouterOptions options) {
        Objects.requireNonNull(router, "router");
        Objects.requireNonNull(options, "options");
        return Calls.of(() -> {
            checkRouters(router, options.router());
            PipeStream.Origin origin = PipeStream.origin(router, options);
            PipePair.Key route = PipePair.Key.of(router, options, paths);
            return options.keepId()
                    ? pipeWithItsId(router, options, origin, route)
                    : make(new Pipe(router, options.router(), origin, false, route, ended -> {}));
        });
    }

    private static void checkRouters(Router router, Router target) {
        if (target.equals(router)) {
            throw new InvalidArgumentException(
                    "router must not be the router that is piped from", Details.of("router", router.id()));
        }
        if (target.closed()) {
            throw new InvalidStateException(
                    "Router to pipe to is closed", Details.of("router", router.id(), "target", target.id()));
        }
    }

    private CompletableFuture<PipeToRouterResult> pipeWithItsId(
            Router router, PipeToRouterOptions options, PipeStream.Origin origin, PipePair.Key route) {
        Key key = new Key(router, options.router(), options.producerId(), options.dataProducerId());
        Pipe wanted = new Pipe(router, options.router(), origin, true, route, ended -> pipes.remove(key, ended));
        while (true) {
            Pipe present = pipes.putIfAbsent(key, wanted);
            if (present == null) {
                return make(wanted);
            }
            boolean attempted = present.attempt().isDone();
            if (present.isOf(origin) && (present.stands() || !attempted)) {
                return share(present, route, key);
            }
            if (!attempted) {
                // Its origin has gone, and one of the same id has come. When nothing is left of it, there is room.
                return present.attempt()
                        .handle((result, failure) -> present)
                        .thenCompose(over -> pipe(router, options));
            }
            present.close();
            pipes.remove(key, present);
        }
    }

    private static CompletableFuture<PipeToRouterResult> share(Pipe present, PipePair.Key route, Key key) {
        if (!present.route().equals(route)) {
            throw new InvalidStateException(
                    "Already piped to that router, over a transport with other options",
                    key.producerId() == null
                            ? Details.of(
                                    "dataProducerId",
                                    key.dataProducerId(),
                                    "target",
                                    key.target().id())
                            : Details.of(
                                    "producerId",
                                    key.producerId(),
                                    "target",
                                    key.target().id()));
        }
        return present.attempt().copy();
    }

    private CompletableFuture<PipeToRouterResult> make(Pipe pipe) {
        pipe.make(acquire(pipe.route()));
        return pipe.attempt().copy();
    }

    private PipePair acquire(PipePair.Key route) {
        while (true) {
            PipePair made = new PipePair(route, pairs::remove);
            PipePair present = pairs.putIfAbsent(route, made);
            PipePair pair = present == null ? made : present;
            if (pair.acquire()) {
                if (present == null) {
                    made.connect();
                }
                return pair;
            }
            pairs.remove(route, pair);
        }
    }

    /** How many pairs and pipes it remembers. */
    int size() {
        return pairs.size() + pipes.size();
    }
}
