package org.mafalda.rope.server;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.server.internal.Exporter;
import org.mafalda.rope.server.internal.jetty.WebSocketServer;

/**
 * Offers an object, and all that is reachable from it, to clients over WebSocket.
 *
 * <p>Thread-safe. Listens from {@link #start} until {@link #close}, which leaves the object as it is.
 */
public final class RopeServer implements AutoCloseable {
    /** Heartbeats, deadlines and leases are looked after this often, or four times in a heartbeat if that is more. */
    private static final long TICK_MILLIS = 500;

    private static final int TICKS_PER_HEARTBEAT = 4;
    private static final long STOP_SECONDS = 2;

    private final RopeServerOptions options;
    private final Exporter exporter;
    private final WebSocketServer webSockets;
    private final ScheduledThreadPoolExecutor timer;

    private RopeServer(RopeServerOptions options, Exporter exporter, WebSocketServer webSockets) {
        this.options = options;
        this.exporter = exporter;
        this.webSockets = webSockets;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "rope-server-timer");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, Math.min(TICK_MILLIS, options.heartbeat().toMillis() / TICKS_PER_HEARTBEAT));
        var unused = timer.scheduleWithFixedDelay(exporter::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to serve {@code root}. It and all below it must be {@link org.mafalda.rope.Stateful}.
     *
     * @param contract the root's interface, marked with {@link org.mafalda.rope.Contract}
     * @throws org.mafalda.rope.protocol.ContractException if the interface breaks rules; it lists all of them
     * @throws IllegalArgumentException if the root or something below it cannot be exported
     * @throws java.io.UncheckedIOException if it is impossible to listen on the host and port
     */
    public static <T> RopeServer start(Class<T> contract, T root, RopeServerOptions options) {
        Objects.requireNonNull(root, "root");
        Exporter exporter = new Exporter(ContractModel.of(contract), root, options, System::nanoTime);
        try {
            return new RopeServer(options, exporter, WebSocketServer.start(options, exporter::accept));
        } catch (RuntimeException e) {
            var unused = exporter.stop();
            throw e;
        }
    }

    /** How many objects, the root among them, clients can name now. */
    public int objectCount() {
        return exporter.objectCount();
    }

    /** The port on which it listens. */
    public int port() {
        return webSockets.port();
    }

    /** Where clients connect: {@code ws://host:port/path}. */
    public URI uri() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create("ws://" + host + ":" + port() + options.path());
    }

    /**
     * Ends all sessions and stops listening; clients may come back to a later server. Idempotent. Returns when the port
     * is free; on a lane, which must not wait, earlier.
     */
    @Override
    public void close() {
        timer.shutdownNow();
        CompletableFuture<Void> closed = exporter.stop()
                .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
                .handleAsync((done, failure) -> {
                    webSockets.close();
                    return null;
                });
        if (Lane.current() == null) {
            closed.join();
        }
    }
}
