package org.mafalda.rope.server.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.protocol.session.Outbound;
import org.mafalda.rope.protocol.session.Outgoing;
import org.mafalda.rope.protocol.session.Receipts;
import org.mafalda.rope.server.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session, over one connection after the other: its life, and all that is sent, on the server's lane. What comes is
 * the business of {@link Inbound}.
 */
final class ServerSession implements Publisher.Audience {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);
    private static final int MISSED_HEARTBEATS = 3;
    /** Lossy events are dropped for a session for which so many bytes wait. */
    private static final long LOSSY_BACKLOG = 256 * 1024;

    private final Exporter exporter;
    private final Codec codec;
    private final Replies replies = new Replies();
    private final Outbound outbound = new Outbound(LOSSY_BACKLOG, replies::forget);
    private final Receipts receipts = new Receipts();
    private final Floor floor = new Floor();
    private final Interests interests;
    private final Inbound inbound;
    private final String id = Secrets.name("s-");
    private final String key = Secrets.key();

    /** How much of what the client has said waits for the lane. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** What its client was told at the beginning holds until its end. */
    private final int maxMessage;

    private volatile Permissions permissions;

    /** Null while the client is cut off. */
    private volatile @Nullable ServerLink link;

    private volatile @Nullable Owner owner;
    private boolean adopted;
    /** Whether {@link #flush} follows. */
    private boolean flushing;

    private long since = Long.MAX_VALUE;
    private long snapshotBytes;
    private long suspendedNanos;
    private long spokenNanos;
    private long framesSpoken;
    /** Whether more may wait than usual, because the client was cut off for a while. */
    private boolean catchingUp;
    /** Whether so much was missed that the client needs a snapshot. */
    private boolean left;

    private boolean gone;

    ServerSession(Exporter exporter, ServerLink first) {
        this.exporter = exporter;
        this.maxMessage = exporter.options().maxMessage();
        this.codec = first.codec();
        this.permissions = first.permissions();
        this.interests = new Interests(exporter, this);
        this.inbound = new Inbound(exporter, this, receipts);
    }

    String id() {
        return id;
    }

    /** Whether it waits for its client to come back. On the lane, as the next. */
    boolean isAway() {
        return link == null && !gone;
    }

    /** Since when it waits for its client. */
    long suspendedNanos() {
        return suspendedNanos;
    }

    String key() {
        return key;
    }

    /** Bytes of the longest frame that is accepted. */
    int maxMessage() {
        return maxMessage;
    }

    /** Whether it owns what another session has left. */
    boolean isAdopted() {
        return adopted;
    }

    /** Who the client is and what it may not call. On any thread. */
    Permissions permissions() {
        return permissions;
    }

    /** Where the client is, for logs. On any thread. */
    String peer() {
        ServerLink present = link;
        return present == null ? "away" : present.peer();
    }

    Interests interests() {
        return interests;
    }

    // ---- connections

    /**
     * Begins on a connection: answers the hello and sends the snapshot, however long it is.
     *
     * @param heir whether the owner was there before, as another session
     */
    void open(ServerLink first, long requestId, Hello hello, Owner newOwner, boolean heir, List<byte[]> snapshot) {
        owner = newOwner;
        adopted = heir;
        since = exporter.publisher().revision();
        snapshotBytes = snapshot.stream().mapToLong(part -> part.length).sum();
        exporter.publisher().join(this);
        snapshot.forEach(part -> outbound.add(Outgoing.reliable(part)));
        link = first;
        floor.give(first, () -> attach(first, requestId, hello, false));
    }

    /** Whether the client has shown that the session is its own. */
    boolean belongsTo(ServerLink next, Hello hello) {
        return Secrets.equal(key, hello.key()) && permissions.isSameClient(next.permissions());
    }

    /** Whether the session, which belongs to the client, can go on where the client says that it was cut. */
    boolean canResume(ServerLink next, Hello hello) {
        return !left && hello.received() != null && codec == next.codec() && outbound.canResumeAfter(hello.received());
    }

    /** Goes on over another connection; the one before, if there still is one, is over. */
    void resume(ServerLink next, long requestId, Hello hello) {
        ServerLink before = link;
        outbound.detach();
        link = next;
        if (before != null) {
            before.end(CloseCodes.TAKEN_OVER, "The session was taken over by another connection");
        }
        floor.give(next, () -> exporter.lane().execute(() -> attach(next, requestId, hello, true)));
    }

    private void attach(ServerLink next, long requestId, Hello hello, boolean resumed) {
        if (gone || link != next) {
            return;
        }
        Long received = hello.received();
        spokenNanos = exporter.now();
        catchingUp = resumed;
        permissions = next.permissions();
        next.carries(this);
        guarded(() -> {
            next.connection().send(HelloAnswer.write(exporter, this, requestId, hello, resumed, receipts.tell()));
            outbound.attach(next.connection(), resumed && received != null ? received : 0, maxMessage);
        });
    }

    /** A connection has ended; if it was the present one, the session waits for the next. */
    void suspend(ServerLink ended, long nowNanos) {
        if (link == ended) {
            link = null;
            outbound.detach();
            suspendedNanos = nowNanos;
        }
    }

    /** Another session has taken over what was this one's. */
    void replaced(long nowNanos) {
        ServerLink last = link;
        leave(nowNanos);
        if (last != null) {
            last.end(CloseCodes.TAKEN_OVER, "The session was taken over by another connection");
        }
    }

    /** The client has ended the session. On any thread. */
    void bye(ServerLink last) {
        last.end(CloseCodes.NORMAL, "");
        onLane(() -> leave(exporter.now()));
    }

    /** Ends the session for good. */
    void leave(long nowNanos) {
        if (gone) {
            return;
        }
        gone = true;
        leaveAudience();
        exporter.sessions().gone(this);
        if (owner != null) {
            exporter.ownership().depart(this, owner, nowNanos);
        }
        LOG.debug("Session left [session:{}, droppedEvents:{}]", id, outbound.dropped());
    }

    private void leaveAudience() {
        left = true;
        link = null;
        outbound.forget();
        replies.clear();
        exporter.publisher().leave(this);
        interests.clear();
    }

    // ---- what comes, on the thread of the connection

    void frame(ServerLink from, byte[] bytes, int offset, int length) {
        if (floor.begin(from)) {
            try {
                inbound.frame(from, bytes, offset, length);
            } finally {
                floor.end();
            }
        }
    }

    // ---- what goes

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public long since() {
        return since;
    }

    /**
     * Sends a message at the end of what the lane has to do now, or when the client is back; a client that is too slow
     * for it is cut off.
     */
    @Override
    public void send(Outgoing message) {
        if (left) {
            return;
        }
        guarded(() -> {
            var unused = outbound.add(message);
        });
        if (link == null || outbound.isWaiting()) {
            checkBounds();
        } else if (!flushing) {
            flushing = true;
            exporter.sessions().flushSoon(this);
        }
    }

    /** Sends what has come together since the last time. */
    void flush() {
        flushing = false;
        if (link != null) {
            guarded(outbound::flush);
            checkBounds();
        }
    }

    private void checkBounds() {
        ServerLink slow = link;
        boolean behind = outbound.unwritten() > exporter.options().maxBacklog() + snapshotBytes;
        boolean lost = outbound.kept() > exporter.options().maxJournal() + snapshotBytes;
        catchingUp = catchingUp && behind;
        if (slow != null && (lost || (behind && !catchingUp))) {
            LOG.debug(
                    "Client is too slow and is cut off [session:{}, waiting:{}, unacknowledged:{}]",
                    id,
                    outbound.unwritten(),
                    outbound.kept());
            slow.refuse(Refusal.SLOWNESS, CloseCodes.TOO_SLOW, "What waits for the client has reached the bound");
            suspend(slow, exporter.now());
        }
        if (lost) {
            LOG.info("Client has missed too much to resume [session:{}, bytes:{}]", id, outbound.kept());
            left = true;
            exporter.lane().execute(this::leaveAudience);
        }
    }

    /** Answers a request with an error. On any thread. */
    void answer(long requestId, WireError error) {
        later(() -> send(Outgoing.reliable(MessageWriter.error(codec, requestId, error))));
    }

    /** Answers a request, and keeps the answer until the client has it. */
    void answer(long requestId, byte[] message) {
        Outgoing answer = Outgoing.answer(requestId, message);
        if (!left) {
            replies.keep(answer);
        }
        send(answer);
    }

    /** A request has come again: its answer is given again. On any thread. */
    void repeat(long requestId, WireError otherwise) {
        later(() -> {
            Outgoing answer = replies.find(requestId);
            if (answer == null) {
                answer(requestId, otherwise);
            } else {
                answer(requestId, answer.bytes());
            }
        });
    }

    /** Says what is wrong with a message that has no answer. On any thread. */
    void fault(WireError error) {
        later(() -> send(Outgoing.control(MessageWriter.fault(codec, error))));
    }

    /** Says how many messages have come, which is the heartbeat as well. */
    void acknowledge() {
        send(Outgoing.control(MessageWriter.ack(codec, receipts.tell())));
    }

    /** Says how many messages have come, unless that has been said meanwhile. On any thread. */
    void acknowledgeSoon() {
        later(() -> {
            if (receipts.isDue()) {
                acknowledge();
            }
        });
    }

    /** The client has received so many messages. On any thread. */
    void acknowledged(long count) {
        later(() -> {
            try {
                outbound.acknowledge(count);
            } catch (IllegalArgumentException e) {
                fault(new WireError(ErrorCodes.INVALID_MESSAGE, String.valueOf(e.getMessage())));
            }
        });
    }

    /** The connection takes more. On any thread. */
    void drained(ServerLink from) {
        if (outbound.isWaiting()) {
            exporter.lane().execute(() -> flush(from));
        }
    }

    /** Sends what waits, if that is the present connection. */
    void flush(ServerLink to) {
        if (link == to) {
            guarded(outbound::flush);
        }
    }

    /** A connection that cannot be written to is of no use, and nobody else's concern. */
    private void guarded(Runnable sending) {
        ServerLink to = link;
        try {
            sending.run();
        } catch (RuntimeException e) {
            LOG.warn("Connection failed while sending [session:{}]", id, e);
            if (to != null) {
                to.end(CloseCodes.GOING_AWAY, "The server could not send");
                suspend(to, exporter.now());
            }
        }
    }

    /** Adds what has come and gone. */
    void addTo(Traffic sum) {
        sum.add(receipts, outbound);
    }

    /** Whether there is a client at the other end now. */
    boolean isConnected() {
        return link != null;
    }

    // ---- limits, on any thread

    /** Whether, with so many calls in flight, the session may own too many objects. */
    boolean ownsEnough(int inFlight) {
        Owner present = owner;
        return present != null
                && present.count() + inFlight > exporter.options().maxObjects();
    }

    /** Whether more of what the client has said waits for the lane than a client in good faith lets wait. */
    boolean isFlooded() {
        return waiting.get() > 2L * exporter.options().maxRequestsInFlight();
    }

    /** Does something that the client has asked for on the lane. */
    void later(Runnable task) {
        waiting.incrementAndGet();
        onLane(() -> {
            waiting.decrementAndGet();
            task.run();
        });
    }

    /** Does something on the lane, after what this thread has left for it before. */
    void onLane(Runnable task) {
        inbound.execute(task);
    }

    // ---- objects

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

    // ---- time

    void tick(long nowNanos) {
        ServerLink present = link;
        if (present == null) {
            if (nowNanos - suspendedNanos > exporter.options().resumeWindow().toNanos()) {
                leave(nowNanos);
            }
            return;
        }
        if (outbound.frames() != framesSpoken) {
            framesSpoken = outbound.frames();
            spokenNanos = nowNanos;
        }
        long heartbeat = exporter.options().heartbeat().toNanos();
        if (nowNanos - present.heardNanos() > MISSED_HEARTBEATS * heartbeat) {
            present.end(CloseCodes.TIMED_OUT, "No sign of life within the time");
        } else if (nowNanos - spokenNanos >= heartbeat / 2) {
            acknowledge();
        }
    }
}
