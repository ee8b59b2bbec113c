package org.mafalda.rope.conformance;

import java.net.URI;
import java.time.Duration;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.LocalHouse;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/** The server of this project, with a house as the exchanges want it. */
final class OwnServer implements AutoCloseable {
    private final RopeServer server;

    OwnServer() {
        // Short, so that exchanges which wait for them do not take long.
        this(
                new LocalHouse("Calle 1"),
                RopeServerOptions.builder()
                        .heartbeat(Duration.ofSeconds(1))
                        .helloTimeout(Duration.ofSeconds(1))
                        .build());
    }

    OwnServer(House house, RopeServerOptions options) {
        server = RopeServer.start(House.class, house, options);
    }

    URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }
}
