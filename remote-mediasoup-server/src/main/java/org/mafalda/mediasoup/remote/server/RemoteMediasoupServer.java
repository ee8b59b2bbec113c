package org.mafalda.mediasoup.remote.server;

import java.net.URI;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/**
 * Offers a {@link Mediasoup}, whatever its layer, to other machines.
 *
 * <p>Thread-safe. Listens until {@link #close}, which leaves the {@code Mediasoup} as it is.
 */
public final class RemoteMediasoupServer implements AutoCloseable {
    private final RopeServer server;

    private RemoteMediasoupServer(RopeServer server) {
        this.server = server;
    }

    /**
     * Begins to offer.
     *
     * @throws java.io.UncheckedIOException if it is impossible to listen on the host and port
     */
    public static RemoteMediasoupServer start(Mediasoup mediasoup, RopeServerOptions options) {
        return new RemoteMediasoupServer(RopeServer.start(Mediasoup.class, mediasoup, options));
    }

    /** Where clients connect: {@code ws://host:port/path}. */
    public URI uri() {
        return server.uri();
    }

    /** How many objects, the {@code Mediasoup} among them, clients can name now. */
    public int objectCount() {
        return server.objectCount();
    }

    /** The server beneath, for its figures. */
    public RopeServer rope() {
        return server;
    }

    /** Ends all sessions and stops listening. Idempotent. */
    @Override
    public void close() {
        server.close();
    }
}
