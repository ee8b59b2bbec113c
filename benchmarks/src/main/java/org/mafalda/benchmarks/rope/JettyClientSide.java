package org.mafalda.benchmarks.rope;

import java.net.URI;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Texts over a bare WebSocket of Jetty: answers come in the order of the calls. */
final class JettyClientSide implements ClientSide {
    private final WebSocketClient client = new WebSocketClient();
    private final Queue<CompletableFuture<String>> waiting = new ConcurrentLinkedQueue<>();
    private final Object order = new Object();
    private final URI uri;
    private final Session session;

    JettyClientSide(int port) throws Exception {
        uri = URI.create("ws://127.0.0.1:" + port + "/");
        client.setIdleTimeout(java.time.Duration.ZERO);
        client.start();
        session = client.connect(new Asking(waiting), uri).get();
    }

    /** The end of the connection that calls. */
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

    /** The end of a connection that listens; the first text is the answer to its wish. */
    public static final class Listening implements Session.Listener.AutoDemanding {
        private final Runnable heard;
        private final CompletableFuture<Void> begun = new CompletableFuture<>();

        Listening(Runnable heard) {
            this.heard = heard;
        }

        @Override
        public void onWebSocketText(String message) {
            if (begun.isDone()) {
                heard.run();
            } else {
                begun.complete(null);
            }
        }
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
    public void listen(int connections, Runnable heard) throws Exception {
        for (int i = 0; i < connections; i++) {
            Listening listening = new Listening(heard);
            client.connect(listening, uri).get().sendText(JettyServerSide.LISTEN, Callback.NOOP);
            listening.begun.get();
        }
    }

    @Override
    public void publish(int texts) {
        session.sendText(JettyServerSide.PUBLISH + texts, Callback.NOOP);
    }

    @Override
    public AutoCloseable idle() throws Exception {
        return client.connect(new Asking(new ConcurrentLinkedQueue<>()), uri).get();
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }
}
