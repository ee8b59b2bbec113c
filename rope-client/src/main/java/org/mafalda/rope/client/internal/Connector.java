package org.mafalda.rope.client.internal;

import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;

/** Makes connections to one server. Thread-safe. Lives as long as its session. */
public interface Connector extends AutoCloseable {
    /**
     * Makes a connection, which tells the listener what comes. If the future fails there is no connection, and the
     * listener is never called.
     */
    CompletableFuture<Connection> connect(ConnectionListener listener);

    /** Turns to the next of several addresses, after an attempt failed; false if that is the first one again. */
    default boolean turn() {
        return false;
    }

    /** Where it connects to, for messages. */
    String target();

    /** Gives back what it holds. Does not block. */
    @Override
    void close();
}
