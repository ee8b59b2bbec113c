package org.mafalda.benchmarks;

import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.runtime.Signal;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/** A call over ROPE. */
final class RopeEcho implements EchoServer {
    private final RopeServer server;
    private final RopeClient<Echo> client;

    RopeEcho() {
        server = RopeServer.start(
                Echo.class, new LocalEcho(), RopeServerOptions.builder().build());
        client = RopeClient.connect(Echo.class, server.uri(), RopeClientOptions.DEFAULT)
                .join();
    }

    private static final class LocalEcho implements Echo, Stateful {
        private final Signal<Change> changes = new Signal<>();

        @Override
        public CompletableFuture<String> echo(String text) {
            return CompletableFuture.completedFuture(text);
        }

        @Override
        public Subscription onChange(Listener<Change> listener) {
            return changes.subscribe(listener);
        }
    }

    @Override
    public String name() {
        return "rope";
    }

    @Override
    public CompletableFuture<String> call(String text) {
        return client.root().echo(text);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
