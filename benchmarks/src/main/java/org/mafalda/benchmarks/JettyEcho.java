package org.mafalda.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** The limit: texts over a bare Jetty WebSocket, one {@code sendText} each, answers in order. */
final class JettyEcho implements EchoServer {
    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final WebSocketClient client = new WebSocketClient();
    private final Queue<CompletableFuture<String>> waiting = new ConcurrentLinkedQueue<>();
    private final Object order = new Object();
    private final Session session;

    JettyEcho() throws Exception {
        server.setHandler(WebSocketUpgradeHandler.from(
                server, container -> container.addMapping("/", (request, response, callback) -> new Answering())));
        server.start();
        client.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        session = client.connect(new Asking(waiting), URI.create("ws://127.0.0.1:" + port + "/"))
                .get();
    }

    /** The server's end. */
    public static final class Answering implements Session.Listener.AutoDemanding {
        private volatile @Nullable Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String message) {
            Session open = session;
            if (open != null) {
                open.sendText(message, Callback.NOOP);
            }
        }
    }

    /** The client's end. */
    public static final class Asking implements Session.Listener.AutoDemanding {
        private final Queue<CompletableFuture<String>> waiting;

        Asking(Queue<CompletableFuture<String>> waiting) {
            this.waiting = waiting;
        }

        @Override
        public void onWebSocketText(String message) {
            CompletableFuture<String> answered = waiting.poll();
            if (answered != null) {
                answered.complete(message);
            }
        }
    }

    @Override
    public String name() {
        return "jetty-echo";
    }

    @Override
    public CompletableFuture<String> call(String text) {
        CompletableFuture<String> future = new CompletableFuture<>();
        synchronized (order) {
            waiting.add(future);
            session.sendText(text, Callback.NOOP);
        }
        return future;
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
        LifeCycle.stop(server);
    }
}
