package org.mafalda.rope.server.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.OneWayModel;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports one root object to any number of connections.
 *
 * <p>Thread-safe. One lane owns the table of objects and all sessions, and writes all messages, so that all sessions
 * see the same steps in the same order. Lives until {@link #stop}; the root stays as it is.
 */
public final class Exporter {
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

    private final ContractModel contract;
    private volatile RopeServerOptions options;
    private final LongSupplier nanoTime;
    private final Lane lane;
    /** Where objects are closed whose session is gone: application code must not hold up the lane. */
    private final Lane chores;

    private final String epoch = Secrets.name("e-");
    private final ObjectTree tree;
    private final Exported root;
    private final Ownership ownership = new Ownership(this::closeObject);
    private final Refusals refusals;
    private final Sessions sessions = new Sessions(this);
    private boolean stopped;
    private volatile RopeServer.@Nullable CallListener callListener;

    /**
     * Exports a root.
     *
     * @param nanoTime the clock: {@link System#nanoTime}, or a virtual one
     * @throws IllegalArgumentException if the root or something below it cannot be exported
     */
    public Exporter(ContractModel contract, Object root, RopeServerOptions options, LongSupplier nanoTime) {
        this(contract, root, options, nanoTime, Lane::new);
    }

    /**
     * Exports a root, on lanes of one's own.
     *
     * @param nanoTime the clock
     * @param lanes makes a lane by its name
     * @throws IllegalArgumentException if the root or something below it cannot be exported
     */
    public Exporter(
            ContractModel contract,
            Object root,
            RopeServerOptions options,
            LongSupplier nanoTime,
            Function<String, Lane> lanes) {
        this.contract = contract;
        this.options = options;
        this.nanoTime = nanoTime;
        this.refusals = new Refusals(nanoTime);
        this.lane = lanes.apply("rope-server-" + contract.name());
        this.chores = lanes.apply("rope-server-" + contract.name() + "-chores");
        this.tree = new ObjectTree(contract, lane, this::ended);
        this.root = tree.start(root);
    }

    /** Takes on a connection; what comes over it is to be given to the result. */
    public ConnectionListener accept(Connection connection) {
        ServerLink link = new ServerLink(this, connection);
        lane.execute(() -> sessions.accepted(link));
        return link;
    }

    /**
     * Looks after heartbeats, deadlines and leases; to be called at least four times in each
     * {@link RopeServerOptions#heartbeat}.
     */
    public void tick() {
        refusals.tick();
        long now = nanoTime.getAsLong();
        lane.execute(() -> {
            sessions.tick(now);
            ownership.tick(now);
        });
    }

    /**
     * Ends all sessions; their clients may come back. Idempotent. The future is completed when each connection was told
     * to close.
     */
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> done = new LaneFuture<>();
        lane.execute(() -> {
            if (!stopped) {
                stopped = true;
                tree.stop();
                sessions.stop();
            }
            lane.execute(() -> done.complete(null));
        });
        return done;
    }

    /** The present figures. */
    public CompletableFuture<RopeServer.Stats> stats() {
        CompletableFuture<RopeServer.Stats> stats = new LaneFuture<>();
        lane.execute(() -> stats.complete(sessions.stats()));
        return stats;
    }

    /** Who hears of each call that was carried out from now on; null for nobody. */
    public void onCall(RopeServer.@Nullable CallListener listener) {
        callListener = listener;
    }

    /** A call was carried out, and answered. On the lane. */
    void called(Exported target, String method, long startNanos, boolean failed) {
        RopeServer.CallListener listener = callListener;
        if (listener != null) {
            try {
                listener.called(target.model().name(), method, now() - startNanos, failed);
            } catch (RuntimeException e) {
                LOG.error("Listener failed [method:{}.{}]", target.model().name(), method, e);
            }
        }
    }

    /** A one-way message was carried out. On any thread. */
    void carriedOut(Exported target, String method, long startNanos, boolean failed) {
        if (callListener != null) {
            lane.execute(() -> called(target, method, startNanos, failed));
        }
    }

    /** What was refused; on any thread. */
    public Refusals refusals() {
        return refusals;
    }

    ContractModel contract() {
        return contract;
    }

    /** Works with these options from now on, as far as they are asked for again. */
    public void options(RopeServerOptions changed) {
        options = changed;
    }

    RopeServerOptions options() {
        return options;
    }

    Lane lane() {
        return lane;
    }

    /** How many objects clients can name now: those that were seen and have not ended. On any thread. */
    public int objectCount() {
        return table().size();
    }

    ObjectTable table() {
        return tree.table();
    }

    Publisher publisher() {
        return tree.publisher();
    }

    Exported root() {
        return root;
    }

    Sessions sessions() {
        return sessions;
    }

    Ownership ownership() {
        return ownership;
    }

    String epoch() {
        return epoch;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    boolean isStopped() {
        return stopped;
    }

    private void ended(Exported exported) {
        ownership.ended(exported);
        sessions.objectEnded(exported);
    }

    /** Closes an object on behalf of a client that does not want it any more. On the lane. */
    void closeObject(Exported exported) {
        OneWayModel close = exported.model().oneWays().get("close");
        if (close == null || !close.parameters().isEmpty() || exported == root) {
            LOG.debug("Object stays because it cannot be closed [object:{}]", exported);
            return;
        }
        chores.execute(() -> {
            try {
                close.method().invoke(exported.object());
            } catch (InvocationTargetException | IllegalAccessException e) {
                LOG.error("Object cannot be closed [object:{}]", exported, e);
            }
        });
    }
}
