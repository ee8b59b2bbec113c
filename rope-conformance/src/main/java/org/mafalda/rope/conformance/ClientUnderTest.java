package org.mafalda.rope.conformance;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client that is held to the exchanges, and told what to do, line by line; {@code exchanges/README.md} says what the
 * lines mean.
 */
abstract class ClientUnderTest implements AutoCloseable {
    private final BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();

    /** Has it do something. */
    abstract void tell(JsonNode line) throws Failure;

    /** The client has said something. */
    final void say(JsonNode line) {
        said.add(line);
    }

    /** What it said next; null if it says nothing for so long. */
    @Nullable JsonNode next(long millis) {
        try {
            return said.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public abstract void close();
}
