package org.mafalda.rope.client.internal;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one WebSocket client of Jetty, with its threads, that all connectors share while there are some. */
final class JettyClients {
    private static final Logger LOG = LoggerFactory.getLogger(JettyClients.class);
    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 4;

    /** Guarded by the class, as is the count. */
    private static @Nullable WebSocketCoreClient shared;

    private static int users;

    private JettyClients() {}

    /** The client; to be given back with {@link #release}. */
    static synchronized WebSocketCoreClient acquire() {
        WebSocketCoreClient present = shared;
        if (present == null) {
            present = start();
            shared = present;
        }
        users++;
        return present;
    }

    private static WebSocketCoreClient start() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("rope-client");
        threads.setDaemon(true);
        HttpClient http = new HttpClient();
        http.setExecutor(threads);
        WebSocketCoreClient client = new WebSocketCoreClient(http, new WebSocketComponents());
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("WebSocket client cannot start", e);
        }
        return client;
    }

    /** The last one to give it back stops it, on a thread of its own because that takes time. */
    static synchronized void release() {
        WebSocketCoreClient present = shared;
        users--;
        if (users == 0 && present != null) {
            shared = null;
            Thread stopping = new Thread(() -> stop(present), "rope-client-stop");
            stopping.setDaemon(true);
            stopping.start();
        }
    }

    private static void stop(WebSocketCoreClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            LOG.warn("WebSocket client did not stop in order", e);
        }
    }
}
