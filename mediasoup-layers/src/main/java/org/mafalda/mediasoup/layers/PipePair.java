package org.mafalda.mediasoup.layers;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeTransport;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.SctpOptions;
import org.mafalda.mediasoup.transport.SrtpParameters;
import org.mafalda.mediasoup.transport.TransportListenInfo;

/**
 * Two connected pipe transports, one in each of two routers, that carry pipes in both directions. When one closes, the
 * other does.
 *
 * <p>Thread-safe; its lock is never held while others are called. Lives until one of its transports is closed, or until
 * the last pipe that wanted it has failed and none has ever succeeded.
 */
final class PipePair {
    private final Key key;
    private final End first;
    private final End second;
    private final BiConsumer<Key, PipePair> forget;
    private final CompletableFuture<PipePair> connected = new CompletableFuture<>();
    private volatile @Nullable PipeTransport firstTransport;
    private volatile @Nullable PipeTransport secondTransport;
    /** Guarded by this, as the next two. */
    private int users;

    private boolean proven;
    private boolean over;

    /** A pair that is to be connected; {@code forget} is called before it ends. */
    PipePair(Key key, BiConsumer<Key, PipePair> forget) {
        List<End> ends = List.copyOf(key.ends());
        this.key = key;
        this.first = ends.get(0);
        this.second = ends.get(1);
        this.forget = forget;
    }

    /** A router, and where its transport listens. */
    record End(Router router, TransportListenInfo listenInfo) {}

    /**
     * What makes a pair one and the same, whichever of the two routers is asked.
     *
     * @param ends two
     * @param sctp null without SCTP
     */
    record Key(Set<End> ends, @Nullable SctpOptions sctp, boolean enableRtx, boolean enableSrtp) {
        static Key of(Router origin, PipeToRouterOptions options, BiFunction<Router, Router, PipePath> paths) {
            Router target = options.router();
            TransportListenInfo near = options.listenInfo();
            TransportListenInfo far = options.targetListenInfo() == null ? near : options.targetListenInfo();
            boolean enableSrtp = options.enableSrtp();
            if (near == null || far == null) {
                PipePath path = paths.apply(origin, target);
                near = near == null ? path.listenInfo() : near;
                far = far == null ? path.targetListenInfo() : far;
                enableSrtp |= path.enableSrtp();
            }
            return new Key(
                    Set.of(new End(origin, near), new End(target, far)),
                    options.enableSctp() ? options.sctp() : null,
                    options.enableRtx(),
                    enableSrtp);
        }

        private PipeTransportOptions options(End end) {
            PipeTransportOptions.Builder options = PipeTransportOptions.builder(end.listenInfo())
                    .enableRtx(enableRtx)
                    .enableSrtp(enableSrtp);
            return (sctp == null ? options : options.enableSctp(true).sctp(sctp)).build();
        }
    }

    /** Wants it for a pipe; false if it has ended. Each success is to be undone by {@link #release}. */
    boolean acquire() {
        if (broken()) {
            end();
        }
        synchronized (this) {
            if (over) {
                return false;
            }
            users++;
            return true;
        }
    }

    /** A pipe has come to stand on it: from now on it stays, whatever becomes of its pipes. */
    synchronized void prove() {
        proven = true;
    }

    /** A pipe has failed or ended. Done when what is closed because of that, or took it along, has told so. */
    CompletableFuture<Void> release() {
        boolean ends;
        synchronized (this) {
            users--;
            over |= users == 0 && !proven;
            ends = over;
        }
        return ends || broken() ? close() : CompletableFuture.completedFuture(null);
    }

    /** This pair, when its transports are connected. */
    CompletableFuture<PipePair> connected() {
        return connected;
    }

    /** Whether one of its transports was closed after they were connected. */
    boolean broken() {
        return connected.isDone()
                && !connected.isCompletedExceptionally()
                && (transport(first.router()).closed()
                        || transport(second.router()).closed());
    }

    /** The transport in that router, once it is connected. */
    PipeTransport transport(Router router) {
        PipeTransport transport = router.equals(first.router()) ? firstTransport : secondTransport;
        if (transport == null) {
            throw new IllegalStateException("Pair is not connected");
        }
        return transport;
    }

    /** Makes and connects the transports; to be called once. */
    void connect() {
        CompletableFuture<Void> one = create(first).thenAccept(transport -> firstTransport = transport);
        CompletableFuture<Void> other = create(second).thenAccept(transport -> secondTransport = transport);
        var unused = CompletableFuture.allOf(one, other)
                .thenCompose(created -> {
                    PipeTransport near = transport(first.router());
                    PipeTransport far = transport(second.router());
                    return CompletableFuture.allOf(connect(near, far), connect(far, near));
                })
                .thenRun(this::closeTogether)
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        connected.complete(this);
                    } else {
                        fail(Calls.unwrapped(failure));
                    }
                });
    }

    private CompletableFuture<PipeTransport> create(End end) {
        return Calls.of(() -> end.router().createPipeTransport(key.options(end)));
    }

    private static CompletableFuture<Void> connect(PipeTransport transport, PipeTransport other) {
        return Calls.of(() -> {
            PipeTransportConnectOptions.Builder options = PipeTransportConnectOptions.builder(
                    other.tuple().localAddress(), other.tuple().localPort());
            SrtpParameters srtp = other.srtpParameters();
            return transport.connect((srtp == null ? options : options.srtpParameters(srtp)).build());
        });
    }

    private void fail(Throwable failure) {
        var unused = close().thenRun(() -> connected.completeExceptionally(failure));
    }

    private void closeTogether() {
        var unused = transport(first.router()).onClose(event -> end());
        unused = transport(second.router()).onClose(event -> end());
    }

    private void end() {
        var unused = close();
    }

    private CompletableFuture<Void> close() {
        synchronized (this) {
            over = true;
        }
        forget.accept(key, this);
        return CompletableFuture.allOf(close(firstTransport), close(secondTransport));
    }

    private static CompletableFuture<Void> close(@Nullable PipeTransport transport) {
        if (transport == null) {
            return CompletableFuture.completedFuture(null);
        }
        transport.close();
        return Calls.told(task -> {
            var unused = transport.onClose(event -> task.run());
        });
    }
}
