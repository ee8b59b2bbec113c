package org.mafalda.benchmarks.rope;

import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/** A server of ROPE with all defaults, except that one client may call as fast as it can. */
final class RopeServerSide implements ServerSide {
    private static final int MOST_MESSAGES_PER_SECOND = 10_000_000;

    private final RopeServer server = RopeServer.start(
            Board.class,
            new LocalBoard(),
            RopeServerOptions.builder()
                    .maxMessagesPerSecond(MOST_MESSAGES_PER_SECOND)
                    .build());

    @Override
    public int port() {
        return server.uri().getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
