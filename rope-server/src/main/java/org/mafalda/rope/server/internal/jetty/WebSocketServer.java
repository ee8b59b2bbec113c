package org.mafalda.rope.server.internal.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.tls.KeyMaterial;
import org.mafalda.rope.protocol.tls.TrustMaterial;
import org.mafalda.rope.runtime.Relief;
import org.mafalda.rope.server.Refusal;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.internal.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for WebSockets and hands each to whoever is to hear it. Thread-safe; lives until {@link #close}. */
public final class WebSocketServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketServer.class);
    private static final long STOP_TIMEOUT_MILLIS = 1_000;
    /** After a cut all clients come back at once; one that finds no room waits for a second before it tries again. */
    private static final int ACCEPT_QUEUE = 4096;

    /** Bytes of one read, held only while something is read; a frame that fits comes in one piece. */
    private static final int INPUT_BUFFER = 32 * 1024;

    private final RopeServerOptions options;
    private final Function<Connection, ConnectionListener> acceptor;
    private final Server server;
    private final Refusals refusals;
    private final GuardedConnector connector;

    /** Carries out what it has read, and has somebody else read on only if that takes long. */
    private static final class PatientThreads extends QueuedThreadPool {
        private final Relief relief = new Relief(this);

        @Override
        public boolean tryExecute(Runnable task) {
            return relief.request(task);
        }
    }

    private WebSocketServer(
            RopeServerOptions options, Function<Connection, ConnectionListener> acceptor, Refusals refusals) {
        this.options = options;
        this.refusals = refusals;
        this.acceptor = acceptor;
        QueuedThreadPool threads = new PatientThreads();
        threads.setName("rope-server");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setStopTimeout(STOP_TIMEOUT_MILLIS);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUseInputDirectByteBuffers(false);
        KeyMaterial tls = options.tls();
        if (tls != null) {
            // The client checks that the certificate is that of the host it wants; the server need not.
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        connector = new GuardedConnector(
                server,
                tls == null ? null : encryption(tls, options),
                new HttpConnectionFactory(http),
                options,
                refusals);
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler();
        upgrade.getConfiguration().setIdleTimeout(Duration.ZERO);
        upgrade.getConfiguration().setInputBufferSize(INPUT_BUFFER);
        upgrade.getConfiguration().setOutputBufferSize(INPUT_BUFFER);
        upgrade.addMapping(options.path(), this::negotiate);
        server.setHandler(upgrade);
    }

    private static SslContextFactory.Server encryption(KeyMaterial tls, RopeServerOptions options) {
        SslContextFactory.Server encryption = new SslContextFactory.Server();
        String password = UUID.randomUUID().toString();
        encryption.setKeyStore(tls.toKeyStore(password));
        encryption.setKeyStorePassword(password);
        encryption.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        TrustMaterial clients = options.clientTrust();
        if (clients != null) {
            encryption.setTrustStore(clients.toKeyStore());
            encryption.setWantClientAuth(true);
            encryption.setNeedClientAuth(options.authenticator() == null);
        }
        return encryption;
    }

    /**
     * Starts to listen.
     *
     * @param acceptor is given each connection and returns who hears it
     * @param refusals where it counts what it refuses
     * @throws UncheckedIOException if it is impossible to listen there
     */
    public static WebSocketServer start(
            RopeServerOptions options, Function<Connection, ConnectionListener> acceptor, Refusals refusals) {
        WebSocketServer server = new WebSocketServer(options, acceptor, refusals);
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

    /** As many connections may come from one address from now on. */
    public void maxConnectionsPerAddress(int changed) {
        connector.maxConnectionsPerAddress(changed);
    }

    /** The port on which it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    private @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (connector.isCrowded(request.getConnectionMetaData().getRemoteSocketAddress())) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            refuse(Refusal.CONNECTIONS, HttpStatus.TOO_MANY_REQUESTS_429, "", request, response, callback);
            return null;
        }
        if (origin != null && !options.allowedOrigins().contains(origin)) {
            refuse(Refusal.ORIGIN, HttpStatus.FORBIDDEN_403, ": " + origin, request, response, callback);
            return null;
        }
        Codec codec = chosen(request.getSubProtocols());
        if (codec == null) {
            refuse(Refusal.SUBPROTOCOL, HttpStatus.BAD_REQUEST_400, "", request, response, callback);
            return null;
        }
        if (!options.compression()) {
            response.setExtensions(List.of());
        }
        response.setAcceptedSubProtocol(codec.subprotocol());
        return new WebSocketConnection(codec, certificates(request), acceptor);
    }

    private void refuse(
            Refusal refusal,
            int status,
            String detail,
            ServerUpgradeRequest request,
            ServerUpgradeResponse response,
            Callback callback) {
        String fact = switch (refusal) {
            case CONNECTIONS -> "Too many connections from one address";
            case ORIGIN -> "Origin is not allowed";
            default -> "One of these subprotocols is needed: " + options.codecs();
        };
        refusals.count(
                refusal,
                fact + detail,
                String.valueOf(request.getConnectionMetaData().getRemoteSocketAddress()));
        Response.writeError(request, response, callback, status, fact);
    }

    private static List<X509Certificate> certificates(ServerUpgradeRequest request) {
        return request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData session
                        && session.peerCertificates() != null
                ? List.of(session.peerCertificates())
                : List.of();
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
