package org.mafalda.benchmarks;

import java.util.concurrent.CompletableFuture;

/** Something that answers a text with the same text, over a WebSocket on loopback. */
interface EchoServer extends AutoCloseable {
    /** Its name in tables. */
    String name();

    /** Sends a text; completes with the answer. */
    CompletableFuture<String> call(String text);

    @Override
    void close();
}
