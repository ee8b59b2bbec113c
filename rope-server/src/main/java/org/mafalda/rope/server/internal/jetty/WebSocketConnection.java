package org.mafalda.rope.server.internal.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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
final class WebSocketConnection implements FrameHandler, Connection {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    /** A peer that has not answered a close for so long is cut, whether it is silent or goes on talking. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    /** RFC 6455, section 5.5: a control frame has at most 125 bytes, two of which are the code. */
    private static final int MAX_REASON_BYTES = 123;

    private final Codec codec;
    private final List<X509Certificate> peerCertificates;
    private final Function<Connection, ConnectionListener> acceptor;
    private final AtomicLong backlog = new AtomicLong();
    /** When the peer was told that this is the end; 0 before. */
    private volatile long closedNanos;

    private volatile @Nullable CoreSession session;
    private volatile @Nullable ConnectionListener listener;
    /** The parts of a message that has not come whole yet; Jetty calls from one thread at a time. */
    private @Nullable ByteArrayOutputStream parts;

    WebSocketConnection(
            Codec codec, List<X509Certificate> peerCertificates, Function<Connection, ConnectionListener> acceptor) {
        this.codec = codec;
        this.peerCertificates = List.copyOf(peerCertificates);
        this.acceptor = acceptor;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        listener = acceptor.apply(this);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession current = session;
        ConnectionListener hearer = listener;
        if (current == null || hearer == null) {
            callback.failed(new IllegalStateException("Frame before the connection was opened"));
            return;
        }
        if (closedNanos != 0 && System.nanoTime() - closedNanos > CLOSE_TIMEOUT.toNanos()) {
            callback.succeeded();
            current.abort();
            return;
        }
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY -> first(frame, hearer);
            case OpCode.CONTINUATION -> next(frame, hearer);
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

    private void first(Frame frame, ConnectionListener hearer) {
        if ((frame.getOpCode() == OpCode.TEXT) != codec.text()) {
            close(CloseCodes.PROTOCOL_BROKEN, "Messages of the other kind are not part of " + codec.subprotocol());
        } else if (frame.isFin()) {
            whole(BufferUtil.toArray(frame.getPayload()), hearer);
        } else {
            parts = new ByteArrayOutputStream();
            next(frame, hearer);
        }
    }

    /** Adds a part; what follows a message that was refused is passed over. */
    private void next(Frame frame, ConnectionListener hearer) {
        ByteArrayOutputStream message = parts;
        if (message == null) {
            return;
        }
        message.writeBytes(BufferUtil.toArray(frame.getPayload()));
        // The listener refuses what is too long, as soon as it is.
        if (frame.isFin() || message.size() > hearer.maxFrame()) {
            parts = null;
            whole(message.toByteArray(), hearer);
        }
    }

    private static void whole(byte[] message, ConnectionListener hearer) {
        hearer.frame(message, 0, message.length);
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.debug("Connection failed [peer:{}]", peer(), cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        ConnectionListener hearer = listener;
        if (hearer != null) {
            hearer.closed(status.getCode(), status.getReason() == null ? "" : status.getReason());
        }
        callback.succeeded();
    }

    @Override
    public void send(byte[] frame) {
        CoreSession current = session;
        if (current == null || !current.isOutputOpen()) {
            return;
        }
        backlog.addAndGet(frame.length);
        current.sendFrame(
                new Frame(codec.text() ? OpCode.TEXT : OpCode.BINARY, ByteBuffer.wrap(frame)),
                Callback.from(() -> written(frame.length), failure -> written(frame.length)),
                false);
    }

    private void written(int length) {
        ConnectionListener hearer = listener;
        if (backlog.addAndGet(-length) == 0 && hearer != null) {
            hearer.drained();
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
            closedNanos = System.nanoTime() | 1;
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
        CoreSession current = session;
        return current == null ? "unknown" : String.valueOf(current.getRemoteAddress());
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        return peerCertificates;
    }

    @Override
    public long bytesRead() {
        return session instanceof WebSocketCoreSession core
                ? core.getConnection().getBytesIn()
                : 0;
    }

    @Override
    public Codec codec() {
        return codec;
    }
}
