package org.mafalda.rope.client.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket. Works on frames rather than on Jetty's messages, so that text is neither decoded into strings nor
 * encoded from them.
 */
final class JettySocket implements FrameHandler, Connection {
    private static final Logger LOG = LoggerFactory.getLogger(JettySocket.class);
    /** How long the other side may take to answer a close before the socket is given up. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /** RFC 6455, section 5.5: a control frame has at most 125 bytes, two of which are the code. */
    private static final int MAX_REASON_BYTES = 123;

    private final ConnectionListener listener;
    private final List<Codec> offered;
    private final int maxMessage;
    private final String peer;
    private final Runnable ended;
    private final AtomicLong backlog = new AtomicLong();
    private volatile @Nullable CoreSession session;
    /** The one that the server has chosen; null before the connection is open, and if it has chosen none of them. */
    private volatile @Nullable Codec codec;
    /** The parts of a message that has not come whole yet; Jetty calls from one thread at a time. */
    private @Nullable ByteArrayOutputStream parts;

    /**
     * A socket that is not open yet.
     *
     * @param offered the codecs of which the server is to choose one
     * @param ended is run after the last word to the listener
     */
    JettySocket(ConnectionListener listener, List<Codec> offered, int maxMessage, String peer, Runnable ended) {
        this.listener = listener;
        this.offered = List.copyOf(offered);
        this.maxMessage = maxMessage;
        this.peer = peer;
        this.ended = ended;
    }

    // ---- what comes

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        String chosen = opened.getNegotiatedSubProtocol();
        for (Codec candidate : offered) {
            if (candidate.subprotocol().equals(chosen)) {
                codec = candidate;
            }
        }
        session = opened;
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession current = session;
        if (current == null) {
            callback.failed(new IllegalStateException("Frame before the connection was opened"));
            return;
        }
        listener.heard();
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY -> first(frame);
            case OpCode.CONTINUATION -> next(frame);
            case OpCode.PING ->
                current.sendFrame(
                        new Frame(OpCode.PONG, ByteBuffer.wrap(BufferUtil.toArray(frame.getPayload()))),
                        Callback.NOOP,
                        false);
            default -> {}
        }
        callback.succeeded();
        current.demand();
    }

    private void first(Frame frame) {
        if ((frame.getOpCode() == OpCode.TEXT) != codec().text()) {
            close(CloseCodes.PROTOCOL_BROKEN, "Messages of the other kind are not part of " + codec().subprotocol());
        } else if (frame.isFin() && frame.getPayloadLength() <= maxMessage) {
            whole(BufferUtil.toArray(frame.getPayload()));
        } else {
            parts = new ByteArrayOutputStream();
            next(frame);
        }
    }

    private void whole(byte[] message) {
        listener.frame(message, 0, message.length);
    }

    /** Adds a part; what follows a message that was refused is passed over. */
    private void next(Frame frame) {
        ByteArrayOutputStream message = parts;
        if (message == null) {
            return;
        }
        if (message.size() + (long) frame.getPayloadLength() > maxMessage) {
            parts = null;
            close(CloseCodes.TOO_BIG, "Message is longer than " + maxMessage + " bytes");
            return;
        }
        message.writeBytes(BufferUtil.toArray(frame.getPayload()));
        if (frame.isFin()) {
            parts = null;
            whole(message.toByteArray());
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.debug("Connection failed [peer:{}]", peer, cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        if (session != null) {
            listener.closed(status.getCode(), status.getReason() == null ? "" : status.getReason());
            ended.run();
        }
        callback.succeeded();
    }

    // ---- what goes

    @Override
    public void send(byte[] frame) {
        CoreSession current = session;
        if (current == null || !current.isOutputOpen()) {
            return;
        }
        backlog.addAndGet(frame.length);
        current.sendFrame(
                new Frame(codec().text() ? OpCode.TEXT : OpCode.BINARY, ByteBuffer.wrap(frame)),
                Callback.from(() -> written(frame.length), failure -> written(frame.length)),
                false);
    }

    private void written(int bytes) {
        if (backlog.addAndGet(-bytes) == 0) {
            listener.drained();
        }
    }

    @Override
    public void ping() {
        CoreSession current = session;
        if (current != null && current.isOutputOpen()) {
            current.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
        }
    }

    @Override
    public long backlog() {
        return backlog.get();
    }

    @Override
    public void close(int code, String reason) {
        CoreSession current = session;
        if (current != null && current.isOutputOpen()) {
            current.setIdleTimeout(CLOSE_TIMEOUT);
            current.close(code, shortened(reason), Callback.NOOP);
        }
    }

    private static String shortened(String reason) {
        String shorter = reason;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        return shorter;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public long bytesRead() {
        return session instanceof WebSocketCoreSession core
                ? core.getConnection().getBytesIn()
                : 0;
    }

    @Override
    public Codec codec() {
        Codec chosen = codec;
        if (chosen == null) {
            throw new IllegalStateException("No codec was negotiated");
        }
        return chosen;
    }

    /** Whether the server has chosen one of the codecs. */
    boolean isNegotiated() {
        return codec != null;
    }
}
