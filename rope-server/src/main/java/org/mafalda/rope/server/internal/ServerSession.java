package org.mafalda.rope.server.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.EventClass;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.WireError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session on one connection: its life, and all that is sent, on the server's lane. What comes is the business of
 * {@link Inbound}.
 */
final class ServerSession implements Publisher.Audience {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);
    private static final int MISSED_HEARTBEATS = 3;
    /** Lossy events are dropped for a session for which so many bytes wait. */
    private static final long LOSSY_BACKLOG = 256 * 1024;

    private final Exporter exporter;
    private final Connection connection;
    private final Outbox outbox;
    private final Interests interests;
    private final Inbound inbound;
    private final String id = Secrets.name("s-");
    private final String key = Secrets.key();
    private final long acceptedNanos;

    /** Whether nothing that comes is of interest any more. Written on any thread. */
    private volatile boolean ended;

    private @Nullable Owner owner;
    private long since = Long.MAX_VALUE;
    private long spokenNanos;
    private long dropped;
    private boolean gone;

    ServerSession(Exporter exporter, Connection connection) {
        this.exporter = exporter;
        this.connection = connection;
        this.outbox = new Outbox(connection);
        this.interests = new Interests(exporter, this);
        this.inbound = new Inbound(exporter, this);
        this.acceptedNanos = exporter.now();
        this.spokenNanos = acceptedNanos;
    }

    String id() {
        return id;
    }

    String key() {
        return key;
    }

    String peer() {
        return connection.peer();
    }

    /** Hears what comes over the connection. */
    ConnectionListener inbound() {
        return inbound;
    }

    Interests interests() {
        return interests;
    }

    /** Whether nothing that comes is of interest any more. On any thread. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public Codec codec() {
        return connection.codec();
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public void publish(byte[] message) {
        send(message);
    }

    /** Sends a message; a session that is too slow for it is cut. */
    void send(byte[] message) {
        if (gone) {
            return;
        }
        if (outbox.backlog() > exporter.options().maxBacklog()) {
            LOG.warn(
                    "Client is too slow and is cut off [session:{}, peer:{}, waiting:{}]",
                    id,
                    peer(),
                    outbox.backlog());
            cut(CloseCodes.TOO_SLOW, "What waits for the client has reached the bound");
            return;
        }
        guarded(() -> outbox.send(message));
    }

    /** Sends an event on demand, or drops it. */
    void sendEvent(byte[] message, EventClass eventClass) {
        if (eventClass == EventClass.LOSSY && outbox.backlog() > LOSSY_BACKLOG) {
            dropped++;
        } else {
            send(message);
        }
    }

    /** Answers a request with an error. On any thread. */
    void answer(long requestId, WireError error) {
        exporter.lane().execute(() -> send(MessageWriter.error(codec(), requestId, error)));
    }

    /** Says what is wrong with a message that has no answer. On any thread. */
    void fault(WireError error) {
        exporter.lane().execute(() -> send(MessageWriter.fault(codec(), error)));
    }

    /** Says how many messages have come, which is the heartbeat as well. */
    void acknowledge() {
        send(Messages.ack(codec(), inbound.received()));
    }

    /** The connection takes more. On any thread. */
    void drained() {
        exporter.lane().execute(() -> {
            if (!gone) {
                guarded(outbox::flush);
            }
        });
    }

    /** Answers the hello and sends the snapshot, however long it is. */
    void opened(long requestId, Hello hello, Owner newOwner, List<byte[]> snapshot) {
        owner = newOwner;
        since = exporter.publisher().revision();
        guarded(() -> {
            outbox.send(HelloAnswer.write(exporter, this, requestId, hello));
            snapshot.forEach(outbox::send);
        });
    }

    /** What a call of this session has created. */
    void own(Exported exported) {
        if (owner != null) {
            exporter.ownership().own(owner, exported);
        }
    }

    /** An object has ended, and all interest in it. */
    void objectEnded(Exported exported) {
        interests.removeAll(exported.id());
    }

    void tick(long nowNanos) {
        if (outbox.sentSomething()) {
            spokenNanos = nowNanos;
        }
        long heartbeat = exporter.options().heartbeat().toNanos();
        boolean greeted = inbound.isGreeted();
        if (!greeted
                && nowNanos - acceptedNanos > exporter.options().helloTimeout().toNanos()) {
            end(CloseCodes.NO_HELLO, "No hello within the time");
        } else if (greeted && nowNanos - inbound.heardNanos() > MISSED_HEARTBEATS * heartbeat) {
            end(CloseCodes.TIMED_OUT, "No sign of life within the time");
        } else if (owner != null && nowNanos - spokenNanos >= heartbeat / 2) {
            acknowledge();
        }
    }

    /** A connection that cannot be written to is of no use, and nobody else's concern. */
    private void guarded(Runnable sending) {
        try {
            sending.run();
        } catch (RuntimeException e) {
            LOG.warn("Connection failed while sending [session:{}, peer:{}]", id, peer(), e);
            cut(CloseCodes.GOING_AWAY, "The server could not send");
        }
    }

    /** Ends the connection after what waits for it. On any thread. */
    void end(int code, String reason) {
        ended = true;
        exporter.lane().execute(() -> {
            if (!gone) {
                guarded(outbox::flush);
                connection.close(code, reason);
                leave();
            }
        });
    }

    /** The connection has ended by itself. On any thread. */
    void connectionEnded() {
        ended = true;
        exporter.lane().execute(this::leave);
    }

    /** Ends the connection now; the session leaves as soon as the present step is told. */
    private void cut(int code, String reason) {
        if (!ended) {
            ended = true;
            exporter.lane().execute(() -> {
                connection.close(code, reason);
                leave();
            });
        }
    }

    private void leave() {
        if (gone) {
            return;
        }
        gone = true;
        exporter.gone(this);
        interests.clear();
        if (owner != null) {
            exporter.ownership().depart(this, owner, exporter.now());
        }
        LOG.debug("Session left [session:{}, peer:{}, droppedEvents:{}]", id, peer(), dropped);
    }
}
