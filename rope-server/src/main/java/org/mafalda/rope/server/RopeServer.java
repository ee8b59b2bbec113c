package org.mafalda.rope.server;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

    /**
     * What a server does. Counts begin with its start; traffic is that of sessions, without handshakes and TLS.
     *
     * @param connectedSessions sessions whose client is connected
     * @param suspendedSessions sessions that wait for their client to come back
     * @param objects objects that clients can name
     * @param journalBytes bytes that are kept for all sessions until they are acknowledged; what goes to many is
     *     counted for each, although it is held once
     * @param receivedFrames frames that came
     * @param receivedBytes bytes of the frames that came
     * @param sentFrames frames that were sent
     * @param sentBytes bytes of the frames that were sent
     * @param droppedMessages lossy messages that were not sent because a client was slow or away
     * @param coalescedMessages messages that gave way to later ones while they waited
     * @param openedSessions sessions that were opened
     * @param resumes sessions that went on where they were cut
     * @param resyncs sessions that could not go on: their client got a new one, and a snapshot
     */
    public record Stats(
            int connectedSessions,
            int suspendedSessions,
            int objects,
            long journalBytes,
            long receivedFrames,
            long receivedBytes,
            long sentFrames,
            long sentBytes,
            long droppedMessages,
            long coalescedMessages,
            long openedSessions,
            long resumes,
            long resyncs) {}

    /** Hears of calls and one-way messages. Called on the server's lane, one after the other: it must not take time. */
    @FunctionalInterface
    public interface CallListener {
        /**
         * A call was carried out, and its answer is ready; or a one-way message was carried out.
         *
         * @param type name of the object's type in the contract
         * @param method name of the procedure or one-way method
         * @param nanos nanoseconds since the message came
         * @param failed whether the answer is a failure, or the one-way method threw something
         */
        void called(String type, String method, long nanos, boolean failed);
    }

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
            return new RopeServer(
                    options, exporter, WebSocketServer.start(options, exporter::accept, exporter.refusals()));
        } catch (RuntimeException e) {
            var unused = exporter.stop();
            throw e;
        }
    }

    /**
     * The present figures, which cost nothing until they are asked for. The future completes when the server has come
     * to it, soon.
     */
    public CompletableFuture<Stats> stats() {
        return exporter.stats();
    }

    /**
     * Has each call and one-way message told that is carried out from now on, instead of to the listener before; null
     * for nobody.
     */
    public void onCall(@Nullable CallListener listener) {
        exporter.onCall(listener);
    }

    /** How many objects, the root among them, clients can name now. */
    public int objectCount() {
        return exporter.objectCount();
    }

    /** How often it has refused something since it was started, for each reason; 0 if never. */
    public Map<Refusal, Long> refusals() {
        return exporter.refusals().counts();
    }

    /**
     * Has other limits from now on. Those of what a client may hold or do at a time hold at once, for what is there and
     * what comes; {@code maxMessage}, of which a session was told at its hello, and {@code maxMessagesPerSecond} for
     * sessions that begin. All other options stay as they were when it was started.
     *
     * @param limits whose {@code max…} are taken
     */
    public void limits(RopeServerOptions limits) {
        exporter.options(options.withLimits(limits));
        webSockets.maxConnectionsPerAddress(limits.maxConnectionsPerAddress());
    }

    /** The port on which it listens. */
    public int port() {
        return webSockets.port();
    }

    /** Where clients connect: {@code ws://host:port/path}, {@code wss} with TLS. */
    public URI uri() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create((options.tls() == null ? "ws://" : "wss://") + host + ":" + port() + options.path());
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
