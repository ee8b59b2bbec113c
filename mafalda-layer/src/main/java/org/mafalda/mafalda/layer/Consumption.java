package org.mafalda.mafalda.layer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DataProducer;

/**
 * How one consumer, or data consumer, gets what it consumes: it is made again below when the pipe that it hangs on is
 * replaced, and stays the same above.
 */
final class Consumption implements Pipes.User {
    private final SpanningTransport transport;
    private final Mirror origin;
    private final BiFunction<String, @Nullable Mirror, ? extends CompletableFuture<?>> call;
    private final Function<Object, Mirror> toMirror;
    /** What it has to consume; null till that is known. */
    private final AtomicReference<@Nullable String> id = new AtomicReference<>();

    private volatile String used = "";
    private volatile boolean lost;
    private volatile Pipes.@Nullable Reached reached;
    private volatile @Nullable Mirror mirror;

    /**
     * A consumer that is to be made.
     *
     * @param call consumes what has that id in the inner router, as a consumer that is there already does, if one is
     * @param toMirror makes the mirror of what that has made
     */
    Consumption(
            SpanningTransport transport,
            Mirror origin,
            BiFunction<String, @Nullable Mirror, ? extends CompletableFuture<?>> call,
            Function<Object, Mirror> toMirror) {
        this.transport = transport;
        this.origin = origin;
        this.call = call;
        this.toMirror = toMirror;
    }

    /** Makes it; to be called once. Completed on any thread, with a mirror that follows. */
    CompletableFuture<Mirror> begin() {
        return transport
                .pipes()
                .reach(origin, transport.place(), this)
                .thenCompose(way -> {
                    reached = way;
                    id.compareAndSet(null, way.innerId()); // it may have moved already
                    return consume();
                })
                .thenApply(inner -> {
                    Mirror made = toMirror.apply(inner);
                    made.heals(this);
                    made.follow();
                    return made;
                });
    }

    /** Consumes, and once more if the pipe was replaced meanwhile. */
    private CompletableFuture<Object> consume() {
        String now = String.valueOf(id.get());
        used = now;
        CompletableFuture<Object> consumed = new CompletableFuture<>();
        var unused = call.apply(now, mirror).whenComplete((inner, failure) -> {
            if (failure == null) {
                consumed.complete(inner);
            } else if (lost || now.equals(id.get())) {
                consumed.completeExceptionally(Home.unwrapped(failure));
            } else {
                var ignored = consume().whenComplete((later, laterFailure) -> {
                    if (laterFailure == null) {
                        consumed.complete(later);
                    } else {
                        consumed.completeExceptionally(laterFailure);
                    }
                });
            }
        });
        return consumed;
    }

    /** It was adopted, or will not be. On the lane. */
    void settled(@Nullable Mirror adopted) {
        Pipes.Reached way = reached;
        if (adopted == null) {
            if (way != null) {
                way.end().run();
            }
            return;
        }
        mirror = adopted;
        String latest = id.get();
        if (lost) {
            lost();
        } else if (latest != null && !latest.equals(used)) {
            var ignored = moved(latest);
        }
        var unused = adopted.onClose(event -> {
            if (way != null) {
                way.end().run();
            }
        });
    }

    /** Whether what it consumes will come again, though it has just ended here. On the lane. */
    boolean continues() {
        Pipes.Reached way = reached;
        return way != null && way.piped() && !lost && !origin.closed();
    }

    @Override
    public CompletableFuture<Void> moved(String innerId) {
        id.set(innerId);
        Mirror present = mirror;
        if (present == null || present.closed()) {
            return PipeLink.nothing();
        }
        CompletableFuture<Void> replaced = present.replace(consume());
        return replaced.handle((done, failure) -> {
            if (failure != null) {
                transport.home.lane().execute(this::lost);
            }
            return null;
        });
    }

    @Override
    public void lost() {
        lost = true;
        Mirror present = mirror;
        if (present != null) {
            present.closedBelow(
                    origin.inner() instanceof DataProducer
                            ? new CloseReason.DataProducerClosed()
                            : new CloseReason.ProducerClosed());
        }
    }
}
