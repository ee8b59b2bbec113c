package org.mafalda.rope.server.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.mafalda.rope.protocol.Connection;

/**
 * What waits to be sent on one connection, in order: written at once while the connection takes it, gathered into fewer
 * frames while it does not. On the server's lane alone.
 */
final class Outbox {
    /** A frame of gathered messages is not made longer than this. */
    private static final int GATHERED_BYTES = 64 * 1024;

    private final Connection connection;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean sentSomething;

    Outbox(Connection connection) {
        this.connection = connection;
    }

    /** Bytes that are not written yet. */
    long backlog() {
        return waitingBytes + connection.backlog();
    }

    /** Sends a message, now or when those before it are written. Fails with what the connection throws. */
    void send(byte[] message) {
        sentSomething = true;
        if (waiting.isEmpty() && connection.backlog() == 0) {
            connection.send(message);
        } else {
            waiting.add(message);
            waitingBytes += message.length;
        }
    }

    /** The connection has written what it had: what waits goes next. */
    void flush() {
        List<byte[]> frame = new ArrayList<>();
        while (!waiting.isEmpty()) {
            long length = 0;
            while (!waiting.isEmpty() && (frame.isEmpty() || length + waiting.peek().length <= GATHERED_BYTES)) {
                byte[] message = waiting.remove();
                length += message.length;
                frame.add(message);
            }
            waitingBytes -= length;
            connection.send(connection.codec().join(frame));
            frame.clear();
        }
    }

    /** Whether something was sent since the last call. */
    boolean sentSomething() {
        boolean sent = sentSomething;
        sentSomething = false;
        return sent;
    }
}
