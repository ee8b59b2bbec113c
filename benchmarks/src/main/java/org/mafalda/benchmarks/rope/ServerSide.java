package org.mafalda.benchmarks.rope;

import java.io.IOException;

/** A server that answers a text with the same text, and sends texts to all who listen. */
interface ServerSide extends AutoCloseable {
    /** The texts of calls and events: 150 bytes. */
    String TEXT = "x".repeat(150);

    /** Where it listens, on loopback. */
    int port();

    @Override
    void close() throws IOException;
}
