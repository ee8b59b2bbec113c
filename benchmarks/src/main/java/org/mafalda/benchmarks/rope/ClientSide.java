package org.mafalda.benchmarks.rope;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A client of a {@link ServerSide}. Thread-safe. Not each can do everything that is measured. */
interface ClientSide extends AutoCloseable {
    /** Sends a text; completes with the answer. */
    CompletableFuture<String> call(String text);

    /** Whether {@link #call} returns only with the answer. */
    default boolean isBlocking() {
        return false;
    }

    /** Opens so many connections more, over each of which the texts come that the server publishes. */
    default void listen(int connections, Runnable heard) throws Exception {
        throw new UnsupportedOperationException("No events [client:" + this + "]");
    }

    /** Has the server send so many texts to each that listens. */
    default void publish(int texts) {
        throw new UnsupportedOperationException("No events [client:" + this + "]");
    }

    /** Opens a session more, which does nothing. */
    default AutoCloseable idle() throws Exception {
        throw new UnsupportedOperationException("No sessions [client:" + this + "]");
    }

    @Override
    void close() throws IOException;
}
