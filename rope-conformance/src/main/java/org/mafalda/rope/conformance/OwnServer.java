package org.mafalda.rope.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.LocalHouse;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.security.Authenticator;
import org.mafalda.rope.server.security.Authenticator.Identity;
import org.mafalda.rope.server.security.Authorizer;

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
                        .maxElements(1000)
                        .build());
    }

    /** With the guard that {@code exchanges/README.md} asks for. */
    static OwnServer guarded() {
        return new OwnServer(
                new LocalHouse("Calle 1"),
                RopeServerOptions.builder()
                        .authenticator(Authenticator.tokens(Map.of(
                                Exchange.MASTER_TOKEN,
                                new Identity("master", "master"),
                                "conformance-guest-token",
                                new Identity("guest", "guest"))))
                        .authorizer(Authorizer.roles(
                                Map.of("master", Set.of("*.*"), "guest", Set.of("House.addRoom", "Lamp.*"))))
                        .maxConnectionsPerAddress(4)
                        .maxRequestsInFlight(4)
                        .maxObjects(3)
                        .maxMessagesPerSecond(100)
                        .maxJournal(1024 * 1024)
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
