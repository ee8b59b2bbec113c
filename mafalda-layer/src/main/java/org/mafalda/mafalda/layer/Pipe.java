package org.mafalda.mafalda.layer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.Topology;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PipeToRouterResult;
import org.mafalda.rope.Details;
import org.mafalda.rope.Subscription;

/**
 * One producer or data producer, piped to an inner router: from where it is, or from another inner router that has it.
 * While nobody uses it, it is paused; when that has lasted for the linger, it is closed. A link that breaks while the
 * producer lives is replaced, from another parent if need be. On the lane, unless a method says otherwise.
 */
final class Pipe {
    private static final int MOST_ATTEMPTS = 5;

    private final Pipes pipes;
    private final Mirror origin;
    private final InnerRouter target;
    private final Consumer<Pipe> forget;
    private final Set<Pipes.User> users = new LinkedHashSet<>();
    private final Subscription untilOriginCloses;
    /** The id at the far end, when it flows; replaced when the link is. */
    private CompletableFuture<String> ready = new CompletableFuture<>();
    /** Done when those who use it have moved to the link that is being made. */
    private CompletableFuture<Void> renewal = PipeLink.nothing();
    /** Pauses and resumptions, one after the other. */
    private CompletableFuture<Void> tail = PipeLink.nothing();

    private volatile @Nullable PipeLink current;
    private volatile @Nullable PipeLink next;
    /** Those that stay till all who use them have moved, at most for the linger. */
    private final Set<PipeLink> leaving = new LinkedHashSet<>();

    private volatile boolean over;
    private volatile int userCount;
    private int attempts;
    private boolean paused;
    private @Nullable ScheduledFuture<?> end;

    Pipe(Pipes pipes, Mirror origin, InnerRouter target, Consumer<Pipe> forget) {
        this.pipes = pipes;
        this.origin = origin;
        this.target = target;
        this.forget = forget;
        // Not at once: what this closes would have all that closes with the origin told before its other listeners.
        this.untilOriginCloses = origin.onClose(event -> pipes.lane().execute(this::close));
    }

    Mirror origin() {
        return origin;
    }

    InnerRouter target() {
        return target;
    }

    /** Whether nothing comes over it any more. On any thread. */
    boolean over() {
        return over || target.router().closed();
    }

    /** From where it comes, or will come in a moment; null while that is not decided. On any thread. */
    Pipes.@Nullable Parent parent() {
        PipeLink coming = next;
        PipeLink present = coming == null ? current : coming;
        return present == null ? null : present.parent();
    }

    private @Nullable Pipe above() {
        Pipes.Parent parent = parent();
        return parent == null ? null : parent.pipe();
    }

    /** How many pipes lie between the origin and its far end, this one included. On any thread. */
    int depth() {
        Pipe above = above();
        return above == null ? 1 : above.depth() + 1;
    }

    /** Whether another pipe could come from its far end: it can be reached, and does not depend on that one. */
    boolean canServe(Pipe other) {
        Pipe above = above();
        return !over()
                && parent() != null
                && target != other.target
                && target.worker().reachable()
                && above != other
                && (above == null || above.canServe(other));
    }

    // ---- links

    /** Decides from where it comes, and makes the link. */
    void connect() {
        boolean hopeless = origin.closed() || origin.place().router().closed();
        if (hopeless || target.router().closed()) {
            fail(new NotFoundException("Producer or router was closed", details()));
            return;
        }
        Pipes.Parent chosen;
        try {
            chosen = attempts++ < MOST_ATTEMPTS ? pipes.parentOf(this) : null;
        } catch (RuntimeException e) {
            // The application's own policy; whoever waits hears of it.
            fail(e);
            return;
        }
        if (chosen == null) {
            fail(new CapacityException("No worker can serve another one with it", details()));
            return;
        }
        PipeLink link = new PipeLink(origin, chosen, target, this::broken);
        next = link;
        var unused = link.make()
                .whenComplete((made, failure) -> pipes.lane().execute(() -> {
                    if (failure == null) {
                        made(link, made);
                    } else {
                        notMade(link, Home.unwrapped(failure));
                    }
                }));
    }

    private void made(PipeLink link, PipeToRouterResult ends) {
        if (link.over()) {
            PipeLink.close(ends);
            return;
        }
        PipeLink before = current;
        CompletableFuture<Void> moving = renewal;
        current = link;
        next = null;
        attempts = 0;
        link.begin(ends);
        if (link.parent().pipe() != null) {
            pipes.relayMade();
        }
        if (paused) {
            then(PipeLink::pause);
        }
        ready.complete(link.farId());
        if (before == null) {
            moving.complete(null);
            return;
        }
        CompletableFuture<?>[] moves = List.copyOf(users).stream()
                .map(user -> user.moved(link.farId()))
                .toArray(CompletableFuture<?>[]::new);
        leaving.add(before);
        ScheduledFuture<?> latest = pipes.afterLinger(() -> left(before, moving));
        var unused = CompletableFuture.allOf(moves)
                .whenComplete((done, failure) -> pipes.lane().execute(() -> {
                    latest.cancel(false);
                    left(before, moving);
                }));
    }

    private void left(PipeLink link, CompletableFuture<Void> moving) {
        if (leaving.remove(link)) {
            drop(link);
        }
        moving.complete(null);
    }

    private void notMade(PipeLink link, Throwable failure) {
        boolean again = link.parentGone();
        if (link.over()) {
            return;
        }
        drop(link);
        next = null;
        if (again) {
            connect();
        } else {
            fail(failure);
        }
    }

    /** Nothing comes over a link any more, or will not soon. */
    private CompletableFuture<Void> broken(PipeLink link) {
        if (link == next) {
            drop(link);
            next = null;
            connect();
        } else if (link == current && next == null) {
            return renew();
        }
        return renewal;
    }

    /** Makes another link, and drops the present one when those who use it have moved. */
    CompletableFuture<Void> renew() {
        if (over || next != null) {
            return renewal;
        }
        if (users.isEmpty()) {
            close();
            return PipeLink.nothing();
        }
        ready = new CompletableFuture<>();
        renewal = new CompletableFuture<>();
        CompletableFuture<Void> moving = renewal;
        connect();
        return moving;
    }

    /** A link is not needed any more, nor may be what it has used. */
    private void drop(PipeLink link) {
        link.close();
        pipes.left(link.parent().router());
        pipes.left(target);
    }

    /** There will be no other link: the present one goes on if it can. */
    private void fail(Throwable failure) {
        PipeLink present = current;
        if (present != null && present.stands()) {
            attempts = 0;
            ready.complete(present.farId());
            renewal.complete(null);
            return;
        }
        ready.completeExceptionally(failure);
        close();
    }

    // ---- users

    /** One more user; the far id when it flows. */
    CompletableFuture<String> use(Pipes.User user) {
        if (over) {
            return ready.isCompletedExceptionally() ? ready : CompletableFuture.failedFuture(ended());
        }
        users.add(user);
        userCount = users.size();
        if (end != null) {
            end.cancel(false);
            end = null;
        }
        if (paused) {
            paused = false;
            then(PipeLink::resume);
        }
        return tail.thenComposeAsync(done -> ready, pipes.lane());
    }

    /** One user fewer. */
    void release(Pipes.User user) {
        if (!users.remove(user) || over) {
            return;
        }
        userCount = users.size();
        if (users.isEmpty()) {
            paused = true;
            then(PipeLink::pause);
            end = pipes.afterLinger(this::endIfUnused);
        }
    }

    /** Does something with the link that stands by then, if one does; what fails is told by the link's end. */
    private void then(Function<PipeLink, CompletableFuture<Void>> step) {
        tail = tail.thenComposeAsync(
                        done -> {
                            PipeLink link = current;
                            return link == null || link.over() ? PipeLink.nothing() : step.apply(link);
                        },
                        pipes.lane())
                .exceptionally(failure -> null);
    }

    private void endIfUnused() {
        if (users.isEmpty()) {
            close();
        }
    }

    /** Ends it, and tells its users. Idempotent. */
    void close() {
        if (over) {
            return;
        }
        over = true;
        if (end != null) {
            end.cancel(false);
        }
        for (PipeLink link : new @Nullable PipeLink[] {next, current}) {
            if (link != null) {
                drop(link);
            }
        }
        leaving.forEach(this::drop);
        leaving.clear();
        untilOriginCloses.close();
        ready.completeExceptionally(ended());
        renewal.complete(null);
        List<Pipes.User> last = List.copyOf(users);
        users.clear();
        userCount = 0;
        last.forEach(Pipes.User::lost);
        forget.accept(this);
    }

    private NotFoundException ended() {
        return new NotFoundException("Producer comes here no more", details());
    }

    private Map<String, @Nullable Object> details() {
        return Details.of("id", origin.id(), "innerRouter", target.router().id(), "attempts", attempts);
    }

    /** On any thread. */
    Topology.Pipe describe() {
        boolean data = origin.inner() instanceof DataProducer;
        Pipes.Parent from = parent();
        return new Topology.Pipe(
                data ? null : origin.id(),
                data ? origin.id() : null,
                (from == null ? origin.place() : from.router()).router().id(),
                target.router().id(),
                userCount,
                depth());
    }
}
