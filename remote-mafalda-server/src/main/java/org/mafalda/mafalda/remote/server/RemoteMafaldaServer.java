package org.mafalda.mafalda.remote.server;

import org.mafalda.mafalda.Mafalda;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/** The way to offer a {@link Mafalda}, whatever its layer, to other machines. */
public final class RemoteMafaldaServer {
    private RemoteMafaldaServer() {}

    /**
     * Begins to offer. Closing the result ends all sessions, and leaves the {@code Mafalda} as it is.
     *
     * @throws java.io.UncheckedIOException if it is impossible to listen on the host and port
     */
    public static RopeServer start(Mafalda mafalda, RopeServerOptions options) {
        return RopeServer.start(Mafalda.class, mafalda, options);
    }
}
