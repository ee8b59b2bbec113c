package org.mafalda.rope.client.internal;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.Details;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;

/** Connects over WebSockets, to one of several addresses. */
public final class JettyConnector implements Connector {
    /** Bytes of one read, held only while something is read; a frame that fits comes in one piece. */
    private static final int INPUT_BUFFER = 32 * 1024;

    private final List<URI> uris;
    private final RopeClientOptions options;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** This connector, until it is closed, and its sockets, so that the last words on them are written. */
    private final AtomicInteger users = new AtomicInteger(1);

    private final WebSocketCoreClient client;
    private final AtomicInteger turn = new AtomicInteger();

    /** A connector to these addresses, one or more, which are {@link #checked}. */
    public JettyConnector(List<URI> uris, RopeClientOptions options) {
        this.uris = uris;
        this.options = options;
        this.client = JettyClients.acquire(options.certificate(), options.trust());
    }

    /**
     * Refuses what is no address of a WebSocket.
     *
     * @throws ProtocolException unless the scheme is {@code ws} or {@code wss}, and there is a host
     */
    public static URI checked(URI uri) {
        boolean known = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
            throw new ProtocolException("Address must not carry credentials or a query", Map.of());
        }
        if (!known || uri.getHost() == null) {
            throw new ProtocolException("Address must be ws://host… or wss://host…", Map.of("uri", uri.toString()));
        }
        return uri;
    }

    @Override
    public String target() {
        return uri().toString();
    }

    private URI uri() {
        return uris.get(turn.get());
    }

    @Override
    public boolean turn() {
        return turn.updateAndGet(present -> (present + 1) % uris.size()) > 0;
    }

    @Override
    public CompletableFuture<Connection> connect(ConnectionListener listener) {
        if (closed.get()) {
            return CompletableFuture.failedFuture(
                    new ConnectionLostException("Client is closed", Map.of("uri", target())));
        }
        JettySocket socket = new JettySocket(listener, options.codecs(), options.maxMessage(), target(), this::leave);
        CoreClientUpgradeRequest request = CoreClientUpgradeRequest.from(client, uri(), socket);
        request.setSubProtocols(
                options.codecs().stream().map(Codec::subprotocol).toList());
        if (options.compression()) {
            request.addExtensions("permessage-deflate");
        }
        request.timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        Configuration.ConfigurationCustomizer configuration = new Configuration.ConfigurationCustomizer();
        configuration.setIdleTimeout(Duration.ZERO);
        configuration.setInputBufferSize(INPUT_BUFFER);
        configuration.setOutputBufferSize(INPUT_BUFFER);
        request.setConfiguration(configuration);
        users.incrementAndGet();
        try {
            CompletableFuture<CoreSession> connecting = client.connect(request);
            var unused = connecting.exceptionally(failure -> {
                leave();
                return null;
            });
            return connecting.thenApply(session -> {
                if (!socket.isNegotiated()) {
                    socket.close(CloseCodes.PROTOCOL_BROKEN, "No common subprotocol");
                    throw new ProtocolException(
                            "The server does not speak ROPE",
                            Details.of(
                                    "uri",
                                    target(),
                                    "subprotocol",
                                    String.valueOf(session.getNegotiatedSubProtocol())));
                }
                return socket;
            });
        } catch (Exception e) {
            leave();
            return CompletableFuture.failedFuture(e);
        }
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            JettyClients.release(client);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }
}
