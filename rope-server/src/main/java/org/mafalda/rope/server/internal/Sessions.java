package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.server.Refusal;
import org.mafalda.rope.server.RopeServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connections and sessions of an exporter. On the server's lane alone. */
final class Sessions {
    /** Those that have something to send. */
    private List<ServerSession> speaking = new ArrayList<>();

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Exporter exporter;
    private final Set<ServerLink> links = new LinkedHashSet<>();
    private final Map<String, ServerSession> sessions = new LinkedHashMap<>();
    /** Of the sessions that have gone. */
    private final Traffic past = new Traffic();

    private long opened;
    private long resumes;
    private long resyncs;

    Sessions(Exporter exporter) {
        this.exporter = exporter;
    }

    /** There is a new connection. */
    void accepted(ServerLink link) {
        if (exporter.isStopped()) {
            link.end(CloseCodes.GOING_AWAY, "The server stops");
        } else {
            links.add(link);
        }
    }

    /** A connection has ended. */
    void ended(ServerLink link, long nowNanos) {
        links.remove(link);
        ServerSession session = link.session();
        if (session != null) {
            session.suspend(link, nowNanos);
            boundSuspended(nowNanos);
        }
    }

    /** Gives up the session that has been away for the longest time, if there are too many. */
    private void boundSuspended(long nowNanos) {
        List<ServerSession> away =
                sessions.values().stream().filter(ServerSession::isAway).toList();
        if (away.size() > exporter.options().maxSuspendedSessions()) {
            ServerSession longest = Collections.min(away, Comparator.comparingLong(ServerSession::suspendedNanos));
            exporter.refusals().count(Refusal.SUSPENDED, "Too many sessions wait to be resumed", longest.id());
            longest.leave(nowNanos);
        }
    }

    /** Opens the session that a client asked for: the one that it had, if that can go on, or a new one. */
    void open(ServerLink link, long requestId, Hello hello) {
        if (exporter.isStopped() || !exporter.root().isPresent()) {
            link.end(
                    CloseCodes.GOING_AWAY,
                    exporter.isStopped() ? "The server stops" : "What the server offered is closed");
            return;
        }
        ServerSession before = hello.session() == null ? null : sessions.get(hello.session());
        if (before != null && !before.belongsTo(link, hello)) {
            exporter.refusals()
                    .count(
                            Refusal.SESSION,
                            "A session was asked for without its key or by another client",
                            link.peer());
            before = null;
        }
        if (before != null && before.canResume(link, hello)) {
            resumes++;
            before.resume(link, requestId, hello);
        } else {
            begin(link, requestId, hello);
        }
    }

    private void begin(ServerLink link, long requestId, Hello hello) {
        Ownership ownership = exporter.ownership();
        if (!ownership.mayBear(hello.name(), hello.secret(), link.permissions().identity())) {
            refuseName(link, requestId);
            return;
        }
        ServerSession session = new ServerSession(exporter, link);
        Owner reclaimed = ownership.reclaim(hello, link.permissions().identity());
        Owner owner = reclaimed == null ? new Owner(hello.name()) : reclaimed;
        if (hello.lease() != null || reclaimed == null) {
            owner.agree(hello.lease() == null ? exporter.options().lease() : hello.lease());
        }
        ServerSession before = owner.session();
        ownership.attend(session, owner, hello.secret());
        if (before != null) {
            before.replaced(exporter.now());
        }
        sessions.put(session.id(), session);
        opened++;
        if (hello.session() != null) {
            resyncs++;
        }
        session.open(
                link,
                requestId,
                hello,
                owner,
                reclaimed != null,
                exporter.publisher().snapshot(session.codec(), exporter.root()));
        LOG.debug(
                "Session opened [session:{}, peer:{}, client:{}]",
                session.id(),
                link.peer(),
                Refusals.printable(String.valueOf(hello.client())));
    }

    private void refuseName(ServerLink link, long requestId) {
        String fact = "The name of the session belongs to somebody else, or the secret is wrong";
        link.refuse(
                Refusal.SESSION,
                CloseCodes.FORBIDDEN,
                fact,
                MessageWriter.error(link.codec(), requestId, new WireError(ErrorCodes.UNAUTHENTICATED, fact)));
    }

    /** A session has ended for good. */
    void gone(ServerSession session) {
        if (sessions.remove(session.id()) != null) {
            session.addTo(past);
        }
    }

    /** The present figures. */
    RopeServer.Stats stats() {
        Traffic all = new Traffic();
        all.add(past);
        int connected = 0;
        for (ServerSession session : sessions.values()) {
            session.addTo(all);
            connected += session.isConnected() ? 1 : 0;
        }
        return new RopeServer.Stats(
                connected,
                sessions.size() - connected,
                exporter.objectCount(),
                all.kept(),
                all.receivedFrames(),
                all.receivedBytes(),
                all.sentFrames(),
                all.sentBytes(),
                all.dropped(),
                all.coalesced(),
                opened,
                resumes,
                resyncs);
    }

    void objectEnded(Exported exported) {
        sessions.values().forEach(session -> session.objectEnded(exported));
    }

    /** Looks after heartbeats and deadlines. */
    void tick(long nowNanos) {
        List.copyOf(links).stream()
                .filter(link -> link.isOverdue(nowNanos))
                .forEach(link -> link.refuse(Refusal.HELLO, CloseCodes.NO_HELLO, "No hello within the time"));
        List.copyOf(sessions.values()).forEach(session -> session.tick(nowNanos));
    }

    /** Ends all connections and sessions; their clients may come back to another server. */
    void stop() {
        List.copyOf(links).forEach(link -> link.end(CloseCodes.GOING_AWAY, "The server stops"));
        long now = exporter.now();
        List.copyOf(sessions.values()).forEach(session -> session.leave(now));
    }

    // ---- what goes

    /** The session has something to send, which goes out behind what the lane has been given to do until now. */
    void flushSoon(ServerSession session) {
        if (speaking.isEmpty()) {
            exporter.lane().execute(this::flush);
        }
        speaking.add(session);
    }

    private void flush() {
        List<ServerSession> all = speaking;
        speaking = new ArrayList<>();
        all.forEach(ServerSession::flush);
    }
}
