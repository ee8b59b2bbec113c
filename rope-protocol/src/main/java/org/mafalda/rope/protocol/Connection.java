package org.mafalda.rope.protocol;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One end of a connection that carries frames: a WebSocket, or half of an {@link InMemoryTransport}. Thread-safe; the
 * frames of one thread arrive in order. Lives until either end closes it or it is cut, which its
 * {@link ConnectionListener} is told once.
 */
public interface Connection {
    /** Sends a frame, now or when those before it are written; never blocks. Ignored after the end. */
    void send(byte[] frame);

    /** Bytes that were given to {@link #send} and are not written yet. */
    long backlog();

    /**
     * Asks the other end for a sign of life, which the {@link ConnectionListener} hears; does nothing where there is no
     * way to ask.
     */
    default void ping() {}

    /** Ends the connection after the frames that were given before; the other end hears code and reason. */
    void close(int code, String reason);

    /** Who is at the other end, for logs. */
    String peer();

    /** The certificates with which the other end has proved who it is, its own first; empty without any. */
    default List<X509Certificate> peerCertificates() {
        return List.of();
    }

    /**
     * Bytes that have been read from the network so far; asked while a frame is given to the listener. If it has not
     * grown since the frame before, the two came with one read. Always 0 where nothing is read from a network.
     */
    default long bytesRead() {
        return 0;
    }

    /** How messages are written on this connection. */
    Codec codec();
}
