package org.mafalda.rope.server.internal;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.FrameReader;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.server.Refusal;
import org.mafalda.rope.server.RopeServerOptions;

/**
 * One connection, from its hello to its end. It carries one session, which was there before it or stays after it.
 *
 * <p>Thread-safe; what it sends goes over the server's lane.
 */
final class ServerLink implements ConnectionListener {
    private final Exporter exporter;
    private final Connection connection;
    private final long acceptedNanos;
    private volatile @Nullable ServerSession session;
    private volatile Permissions permissions = Permissions.NONE;
    private volatile boolean greeted;
    /** Whether nothing that comes is of interest any more. */
    private volatile boolean ended;

    private volatile long heardNanos;

    ServerLink(Exporter exporter, Connection connection) {
        this.exporter = exporter;
        this.connection = connection;
        this.acceptedNanos = exporter.now();
        this.heardNanos = acceptedNanos;
    }

    Connection connection() {
        return connection;
    }

    Codec codec() {
        return connection.codec();
    }

    String peer() {
        return connection.peer();
    }

    /** The certificates that the client has shown. */
    List<X509Certificate> peerCertificates() {
        return connection.peerCertificates();
    }

    /** Who the client is and what it may not call, as soon as its hello was accepted. */
    Permissions permissions() {
        return permissions;
    }

    void permit(Permissions granted) {
        permissions = granted;
    }

    boolean isEnded() {
        return ended;
    }

    /** When something came last, on the clock of the exporter. */
    long heardNanos() {
        return heardNanos;
    }

    /** Whether the client should have introduced itself by now. */
    boolean isOverdue(long nowNanos) {
        return !greeted
                && nowNanos - acceptedNanos > exporter.options().helloTimeout().toNanos();
    }

    /** The session of which it carries the messages; on the lane. Null before its hello was answered. */
    @Nullable ServerSession session() {
        return session;
    }

    void carries(ServerSession carried) {
        session = carried;
    }

    // ---- what comes, on the thread of the connection

    @Override
    public void frame(byte[] bytes, int offset, int length) {
        heardNanos = exporter.now();
        int longest = maxFrame();
        ServerSession present = session;
        if (ended) {
            return;
        }
        if (length > longest) {
            refuse(Refusal.FRAME_LENGTH, CloseCodes.TOO_BIG, "Frame is longer than " + longest + " bytes");
        } else if (present != null) {
            present.frame(this, bytes, offset, length);
        } else if (greeted) {
            refuse(Refusal.FRAME, CloseCodes.PROTOCOL_BROKEN, "Nothing may be said before the hello is answered");
        } else {
            greeted = true;
            greet(bytes, offset, length);
        }
    }

    private void greet(byte[] bytes, int offset, int length) {
        try {
            FrameReader.read(
                    codec(), bytes, offset, length, exporter.options().maxElements(), new Greeting(exporter, this));
        } catch (ProtocolException e) {
            refuse(
                    Refusal.FRAME,
                    CloseCodes.PROTOCOL_BROKEN,
                    e.fact(),
                    MessageWriter.fault(codec(), new WireError(ErrorCodes.NOT_PARSABLE, e.fact())));
        }
    }

    @Override
    public int maxFrame() {
        ServerSession present = session;
        if (present != null) {
            return present.maxMessage();
        }
        RopeServerOptions options = exporter.options();
        return greeted ? options.maxMessage() : Math.min(options.maxMessage(), options.maxHello());
    }

    @Override
    public void drained() {
        ServerSession present = session;
        if (present != null) {
            present.drained(this);
        }
    }

    @Override
    public void closed(int code, String reason) {
        ended = true;
        long now = exporter.now();
        exporter.lane().execute(() -> exporter.sessions().ended(this, now));
    }

    // ---- what goes

    /** Sends a message that belongs to no session. */
    void say(byte[] message) {
        onLane(() -> connection.send(message));
    }

    /** Does something after what this thread has left for the lane before. */
    private void onLane(Runnable task) {
        ServerSession present = session;
        if (present == null) {
            exporter.lane().execute(task);
        } else {
            present.onLane(task);
        }
    }

    /** Ends the connection because of what the client has done; {@code fact} holds no secret. */
    void refuse(Refusal refusal, int code, String fact) {
        exporter.refusals().count(refusal, fact, peer());
        end(code, fact);
    }

    /** As {@link #refuse(Refusal, int, String)}, with a last message before the end. */
    void refuse(Refusal refusal, int code, String fact, byte[] last) {
        exporter.refusals().count(refusal, fact, peer());
        say(last);
        end(code, fact);
    }

    /** Ends the connection after what was given to it; the session, if there is one, can go on over another. */
    void end(int code, String reason) {
        ended = true;
        onLane(() -> {
            ServerSession present = session;
            if (present != null) {
                present.flush(this);
            }
            connection.close(code, reason);
            exporter.sessions().ended(this, exporter.now());
        });
    }
}
