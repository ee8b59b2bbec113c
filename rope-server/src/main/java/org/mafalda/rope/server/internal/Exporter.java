package org.mafalda.rope.server.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.OneWayModel;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
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
    private final RopeServerOptions options;
    private final LongSupplier nanoTime;
    private final Lane lane;
    /** Where objects are closed whose session is gone: application code must not hold up the lane. */
    private final Lane chores;

    private final String epoch = Secrets.name("e-");
    private final ObjectTree tree;
    private final Exported root;
    private final Ownership ownership = new Ownership(this::closeObject);
    private final Set<ServerSession> sessions = new LinkedHashSet<>();
    private boolean stopped;

    /**
     * Exports a root.
     *
     * @param nanoTime the clock: {@link System#nanoTime}, or a virtual one
     * @throws IllegalArgumentException if the root or something below it cannot be exported
     */
    public Exporter(ContractModel contract, Object root, RopeServerOptions options, LongSupplier nanoTime) {
        this.contract = contract;
        this.options = options;
        this.nanoTime = nanoTime;
        this.lane = new Lane("rope-server-" + contract.name());
        this.chores = new Lane("rope-server-" + contract.name() + "-chores");
        this.tree = new ObjectTree(contract, lane, this::ended);
        this.root = tree.start(root);
    }

    /** Takes on a connection; what comes over it is to be given to the result. */
    public ConnectionListener accept(Connection connection) {
        ServerSession session = new ServerSession(this, connection);
        lane.execute(() -> {
            if (stopped) {
                session.end(CloseCodes.GOING_AWAY, "The server stops");
            } else {
                sessions.add(session);
            }
        });
        return session.inbound();
    }

    /**
     * Looks after heartbeats, deadlines and leases; to be called at least four times in each
     * {@link RopeServerOptions#heartbeat}.
     */
    public void tick() {
        long now = nanoTime.getAsLong();
        lane.execute(() -> {
            List.copyOf(sessions).forEach(session -> session.tick(now));
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
                List.copyOf(sessions).forEach(session -> session.end(CloseCodes.GOING_AWAY, "The server stops"));
            }
            lane.execute(() -> done.complete(null));
        });
        return done;
    }

    ContractModel contract() {
        return contract;
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

    /** Opens the session that a client asked for: answer, snapshot, and from then on every step. On the lane. */
    void open(ServerSession session, long requestId, Hello hello) {
        if (stopped || !root.isPresent()) {
            session.end(CloseCodes.GOING_AWAY, stopped ? "The server stops" : "What the server offered is closed");
            return;
        }
        Owner owner = ownership.reclaim(hello.session(), hello.key());
        if (owner == null) {
            owner = new Owner(hello.lease() == null ? new Lease(options.keepObjects()) : hello.lease());
        } else if (owner.session() != null) {
            owner.session().end(CloseCodes.TAKEN_OVER, "The session was taken over by another connection");
        }
        ownership.attend(session, owner);
        List<byte[]> snapshot = tree.publisher().snapshot(session.codec(), root);
        session.opened(requestId, hello, owner, snapshot);
        tree.publisher().join(session);
        LOG.debug("Session opened [session:{}, peer:{}, client:{}]", session.id(), session.peer(), hello.client());
    }

    /** The connection of a session has ended. On the lane. */
    void gone(ServerSession session) {
        sessions.remove(session);
        tree.publisher().leave(session);
    }

    private void ended(Exported exported) {
        ownership.ended(exported);
        new ArrayList<>(sessions).forEach(session -> session.objectEnded(exported));
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
