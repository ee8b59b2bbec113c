package org.mafalda.rope.server.internal.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.server.RopeServerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for WebSockets and hands each to whoever is to hear it. Thread-safe; lives until {@link #close}. */
public final class WebSocketServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketServer.class);
    private static final long STOP_TIMEOUT_MILLIS = 1_000;

    private final RopeServerOptions options;
    private final Function<Connection, ConnectionListener> acceptor;
    private final Server server;
    private final ServerConnector connector;

    private WebSocketServer(RopeServerOptions options, Function<Connection, ConnectionListener> acceptor) {
        this.options = options;
        this.acceptor = acceptor;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("rope-server");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setStopTimeout(STOP_TIMEOUT_MILLIS);
        connector = new ServerConnector(server);
        connector.setHost(options.host());
        connector.setPort(options.port());
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler();
        upgrade.getConfiguration().setIdleTimeout(Duration.ZERO);
        upgrade.addMapping(options.path(), this::negotiate);
        server.setHandler(upgrade);
    }

    /**
     * Starts to listen.
     *
     * @param acceptor is given each connection and returns who hears it
     * @throws UncheckedIOException if it is impossible to listen there
     */
    public static WebSocketServer start(RopeServerOptions options, Function<Connection, ConnectionListener> acceptor) {
        WebSocketServer server = new WebSocketServer(options, acceptor);
        try {
            server.server.start();
            return server;
        } catch (Exception e) {
            server.close();
            throw new UncheckedIOException(
                    "Cannot listen [host:" + options.host() + ", port:" + options.port() + "]",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /** The port on which it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    private @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !options.allowedOrigins().contains(origin)) {
            LOG.warn("Connection refused: its origin is not allowed [origin:{}]", origin);
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403, "Origin is not allowed");
            return null;
        }
        Codec codec = chosen(request.getSubProtocols());
        if (codec == null) {
            Response.writeError(
                    request,
                    response,
                    callback,
                    HttpStatus.BAD_REQUEST_400,
                    "One of these subprotocols is needed: " + options.codecs());
            return null;
        }
        if (!options.compression()) {
            response.setExtensions(List.of());
        }
        response.setAcceptedSubProtocol(codec.subprotocol());
        return new WebSocketConnection(codec, options.maxMessage(), acceptor);
    }

    /** The first of the client's wishes that this server fulfils. */
    private @Nullable Codec chosen(List<String> wishes) {
        for (String wish : wishes) {
            for (Codec codec : options.codecs()) {
                if (codec.subprotocol().equals(wish)) {
                    return codec;
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("Server did not stop in order", e);
        }
    }
}
