package org.mafalda.rope.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.Listener;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.client.internal.ClientSession;
import org.mafalda.rope.client.internal.JettyConnector;
import org.mafalda.rope.protocol.ContractModel;

/**
 * Holds the objects of a ROPE server as if they were local.
 *
 * <p>Thread-safe. Lives until it, or its {@link #root}, is closed. When the connection is lost it is made anew, and
 * what was missed is reported as changes and events; meanwhile the objects keep their state and calls wait. All events
 * and completions of one client come on one lane, in order.
 *
 * <p>A call fails with what the server's object fails with, and besides with
 * {@link org.mafalda.rope.RequestTimeoutException} when its time is over, with
 * {@link org.mafalda.rope.OutcomeUnknownException} when the connection was lost before the answer came, with
 * {@link org.mafalda.rope.StateLostException} when the server has started anew, and with
 * {@link org.mafalda.rope.ConnectionLostException} when it could not be sent.
 *
 * @param <T> the root interface of the contract
 */
public final class RopeClient<T> implements AutoCloseable {
    private final ClientSession session;
    private final T root;

    private RopeClient(ClientSession session, T root) {
        this.session = session;
        this.root = root;
    }

    /**
     * Connects to a server. The future completes when all objects are here. It fails with
     * {@link org.mafalda.rope.ConnectionLostException} if there is no server, with
     * {@link org.mafalda.rope.ProtocolException} if its contract is another one, and with
     * {@link org.mafalda.rope.ForbiddenException} if it does not accept the token; there is no second attempt then.
     *
     * @param contract the root interface
     * @param uri address of the server: {@code ws://host:port/path} or {@code wss://…}
     * @throws org.mafalda.rope.protocol.ContractException if the interface breaks the rules of contracts
     * @throws org.mafalda.rope.ProtocolException if the address is none of a WebSocket
     */
    public static <T> CompletableFuture<RopeClient<T>> connect(Class<T> contract, URI uri, RopeClientOptions options) {
        return connect(contract, List.of(Objects.requireNonNull(uri, "uri")), options);
    }

    /**
     * Connects to the first of several servers that can be reached; when that one is lost, to it again or else to the
     * next. To have the same objects behind all of them is the servers' affair: one with other objects counts as the
     * same server started anew. Otherwise like {@link #connect(Class, URI, RopeClientOptions)}.
     *
     * @param uris one or more addresses, the best one first
     */
    public static <T> CompletableFuture<RopeClient<T>> connect(
            Class<T> contract, List<URI> uris, RopeClientOptions options) {
        Objects.requireNonNull(contract, "contract");
        Objects.requireNonNull(options, "options");
        if (uris.isEmpty()) {
            throw new ProtocolException("There must be an address at least", Map.of("uris", uris));
        }
        List<URI> checked = uris.stream().map(JettyConnector::checked).toList();
        ContractModel model = ContractModel.of(contract);
        ClientSession session = new ClientSession(model, new JettyConnector(checked, options), options);
        return session.start().thenApply(started -> new RopeClient<>(started, contract.cast(started.root())));
    }

    /** The root object; always the same, whatever becomes of connections and of the server. */
    public T root() {
        return root;
    }

    /**
     * Whether the session has come into what an earlier one had left: that of the same
     * {@link RopeClientOptions#namedSession name}, or the one that this client had before it was away too long.
     */
    public boolean adopted() {
        return session.adopted();
    }

    /**
     * The same client with another face of its root, for layers that add to it what they know of the connection.
     *
     * @param face what {@link #root} is to be
     */
    public RopeClient<T> withRoot(T face) {
        return new RopeClient<>(session, Objects.requireNonNull(face, "face"));
    }

    /** The present state of the connection. */
    public ConnectionState state() {
        return session.state();
    }

    /** After {@link #state()} changed. */
    public Subscription onStateChange(Listener<ConnectionStateEvent> listener) {
        return session.onStateChange(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * When the connection has been cut for as long as the server keeps the session, which is told. What becomes of the
     * objects there is the server's decision; whoever comes back finds those that there are. An object that is closed
     * here in the meantime tells of its end without waiting for the server, which is told when it is there again.
     */
    public Subscription onSessionOver(Listener<Duration> listener) {
        return session.onSessionOver(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Ends the session: when it returns, all its objects are closed; their events follow. What becomes of the server's
     * objects is the server's decision. Does not block; idempotent.
     */
    @Override
    public void close() {
        session.close();
    }

    @Override
    public String toString() {
        return "RopeClient[root=" + root + ", state=" + state() + "]";
    }
}
