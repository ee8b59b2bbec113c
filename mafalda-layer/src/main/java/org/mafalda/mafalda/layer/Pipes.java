package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.mafalda.mafalda.Topology;

/**
 * The pipes of one router: what is consumed on another worker than the one that it comes from is piped there once,
 * however many ask for it, and no longer than it is used. Thread-safe.
 */
final class Pipes {
    private final Timing timing;
    private final Runnable made;
    private final Consumer<InnerRouter> left;
    private final Map<Key, Pipe> pipes = new ConcurrentHashMap<>();

    /**
     * The pipes of a router that has none yet.
     *
     * @param made called for each pipe that is made
     * @param left called with each end of a pipe that has ended
     */
    Pipes(Timing timing, Runnable made, Consumer<InnerRouter> left) {
        this.timing = timing;
        this.made = made;
        this.left = left;
    }

    private record Key(Mirror origin, InnerRouter target) {}

    /**
     * A producer or data producer as it can be consumed in an inner router, for one user.
     *
     * @param innerId its id there
     * @param end to be run when it is used no longer; idempotent
     */
    record Use(String innerId, Runnable end) {}

    /** Makes a producer or data producer available in an inner router. */
    CompletableFuture<Use> reach(Mirror origin, InnerRouter target) {
        if (origin.place() == target) {
            return CompletableFuture.completedFuture(new Use(origin.innerId(), () -> {}));
        }
        Key key = new Key(origin, target);
        while (true) {
            Pipe wanted = new Pipe(origin, target, timing, ended -> {
                pipes.remove(key, ended);
                left.accept(target);
                left.accept(origin.place());
            });
            Pipe present = pipes.putIfAbsent(key, wanted);
            Pipe pipe = present == null ? wanted : present;
            CompletableFuture<String> ready = pipe.use();
            if (ready != null) {
                if (present == null) {
                    made.run();
                    wanted.make();
                }
                AtomicBoolean over = new AtomicBoolean();
                return ready.thenApply(innerId -> new Use(innerId, () -> {
                    if (over.compareAndSet(false, true)) {
                        pipe.release();
                    }
                }));
            }
            pipes.remove(key, pipe);
        }
    }

    /** Whether something comes from or goes to an inner router. */
    boolean touch(InnerRouter router) {
        return pipes.keySet().stream()
                .anyMatch(key -> key.target() == router || key.origin().place() == router);
    }

    List<Topology.Pipe> describe() {
        List<Topology.Pipe> all = new ArrayList<>();
        pipes.values().forEach(pipe -> all.add(pipe.describe()));
        return all;
    }
}
