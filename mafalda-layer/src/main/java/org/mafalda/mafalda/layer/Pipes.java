package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mafalda.policy.StreamKind;
import org.mafalda.mafalda.policy.StreamKind.Use;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.rope.runtime.Lane;

/**
 * The pipes of one router: what is consumed on another worker than the one that it comes from is piped there once,
 * however many ask for it, and no longer than it is used. They form a tree for each producer, whose shape is the tree
 * policy's affair; what breaks is made anew. On the lane, unless a method says otherwise.
 */
final class Pipes {
    private final SpanningRouter router;
    private final Map<Key, Pipe> pipes = new ConcurrentHashMap<>();

    Pipes(SpanningRouter router) {
        this.router = router;
    }

    /** There is one pipe for each; {@code number} is 0, unless single flight is switched off. */
    private record Key(Mirror origin, InnerRouter target, long number) {}

    /** Who uses a producer or data producer that comes over a pipe. */
    interface User {
        /** It has another id there from now on; done when nothing is used any more that has the old one. */
        CompletableFuture<Void> moved(String innerId);

        /** It comes no more. */
        void lost();
    }

    /**
     * A producer or data producer as it can be consumed in an inner router, for one user.
     *
     * @param innerId its id there
     * @param piped whether it comes over a pipe
     * @param end to be run when it is used no longer; idempotent, on any thread
     */
    record Reached(String innerId, boolean piped, Runnable end) {}

    Lane lane() {
        return router.home.lane();
    }

    /** Runs a task on the lane when the linger is over. */
    ScheduledFuture<?> afterLinger(Runnable task) {
        return router.worker().mediasoup().timing().afterLinger(() -> lane().execute(task));
    }

    /** Makes a producer or data producer available in an inner router. On any thread. */
    CompletableFuture<Reached> reach(Mirror origin, InnerRouter target, User user) {
        if (origin.place() == target) {
            return CompletableFuture.completedFuture(new Reached(origin.innerId(), false, () -> {}));
        }
        CompletableFuture<Reached> reached = new CompletableFuture<>();
        lane().execute(() -> {
            Pipe pipe = pipe(origin, target);
            AtomicBoolean over = new AtomicBoolean();
            Runnable end = () -> {
                if (over.compareAndSet(false, true)) {
                    lane().execute(() -> pipe.release(user));
                }
            };
            var unused = pipe.use(user).whenComplete((innerId, failure) -> {
                if (failure == null) {
                    reached.complete(new Reached(innerId, true, end));
                } else {
                    end.run();
                    reached.completeExceptionally(Home.unwrapped(failure));
                }
            });
        });
        return reached;
    }

    private Pipe pipe(Mirror origin, InnerRouter target) {
        MafaldaMediasoup mediasoup = router.worker().mediasoup();
        Key key = new Key(origin, target, mediasoup.singleFlight() ? 0 : mediasoup.pipesMade());
        Pipe present = pipes.get(key);
        if (present != null) {
            return present;
        }
        Pipe made = new Pipe(this, origin, target, ended -> forget(key, ended));
        pipes.put(key, made);
        mediasoup.pipeMade();
        made.connect();
        return made;
    }

    /** A pipe has come to start at the far end of another one. */
    void relayMade() {
        router.worker().mediasoup().relayMade();
    }

    private void forget(Key key, Pipe ended) {
        pipes.remove(key, ended);
        left(key.target());
        left(key.origin().place());
    }

    /** Something that came from or went to an inner router has ended. */
    void left(InnerRouter inner) {
        router.innerRouters().lookForIdle(inner);
        router.worker().lookForIdle(inner.worker());
    }

    /**
     * From where a router gets a stream.
     *
     * @param router an inner router that has it, or will have it in a moment
     * @param pipe the pipe over which it comes there; null if it is at home there
     */
    record Parent(InnerRouter router, @Nullable Pipe pipe) {}

    /** Chooses the parent of a pipe; null if there is none to be had. */
    @Nullable Parent parentOf(Pipe pipe) {
        Mirror origin = pipe.origin();
        VirtualWorker worker = router.worker();
        List<Parent> parents = new ArrayList<>();
        parents.add(new Parent(origin.place(), null));
        for (Pipe other : pipes.values()) {
            if (other.origin() == origin && other.canServe(pipe)) {
                parents.add(new Parent(other.target(), other));
            }
        }
        List<TreePolicy.Holder> holders =
                parents.stream().map(parent -> holder(parent, pipe)).toList();
        StreamKind kind =
                Flow.ofPipe(Use.PIPE_CONSUMER, origin.self(), () -> true).kind();
        TreePolicy.Holder chosen = worker.mediasoup()
                .options()
                .treePolicy()
                .parent(new TreePolicy.Situation(
                        holders,
                        pipe.target().worker().worker().boxId(),
                        worker.loadModel().cost(kind),
                        Math.max(PlacementPolicy.LIMIT, worker.watermark())));
        int index = chosen == null ? -1 : holders.indexOf(chosen);
        return index < 0 ? null : parents.get(index);
    }

    private TreePolicy.Holder holder(Parent parent, Pipe child) {
        InnerWorker worker = parent.router().worker();
        Pipe pipe = parent.pipe();
        int children = 0;
        for (Pipe other : pipes.values()) {
            Parent its = other.parent();
            if (other != child
                    && other.origin() == child.origin()
                    && !other.over()
                    && other.target().worker().reachable()
                    && its != null
                    && its.router() == parent.router()) {
                children++;
            }
        }
        return new TreePolicy.Holder(
                parent.router().router().id(),
                worker.worker().boxId(),
                worker.load(),
                pipe == null ? 0 : pipe.depth(),
                children);
    }

    /**
     * Nothing can be reached over a worker at present: what passes it on the way to others is made to pass elsewhere.
     */
    void avoid(InnerWorker worker) {
        for (Pipe pipe : List.copyOf(pipes.values())) {
            Parent parent = pipe.parent();
            if (parent != null
                    && parent.pipe() != null
                    && parent.router().worker() == worker
                    && pipe.target().worker() != worker) {
                var unused = pipe.renew();
            }
        }
    }

    /** An inner router has gone: nothing leads there any more, and what passed it is made to pass elsewhere. */
    void lost(InnerRouter gone) {
        for (Pipe pipe : List.copyOf(pipes.values())) {
            if (pipe.target() == gone) {
                pipe.close();
            }
        }
    }

    /** Whether something comes from, passes or goes to an inner router. On any thread. */
    boolean touch(InnerRouter inner) {
        return pipes.values().stream()
                .anyMatch(pipe -> pipe.target() == inner || pipe.origin().place() == inner);
    }

    /** On any thread. */
    List<Topology.Pipe> describe() {
        return pipes.values().stream().map(Pipe::describe).toList();
    }
}
