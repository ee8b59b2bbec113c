package org.mafalda.demo.conference;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a page where browsers meet in rooms, and the WebSocket behind it. Holds any {@link Mediasoup}: local, remote,
 * or layers of them.
 *
 * <p>Thread-safe. Lives until {@link #close}, which closes the workers that it created, not the {@code Mediasoup}.
 */
public final class ConferenceServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConferenceServer.class);
    private static final String WEB = "org/mafalda/demo/conference/web/";
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(3);
    private static final long STOP_SECONDS = 5;

    private final ConferenceOptions options;
    private final Server server;
    private final ServerConnector connector;
    private final ScheduledExecutorService thread;
    private final Conference conference;
    private final Panel panel;
    private final AtomicBoolean closing = new AtomicBoolean();

    private ConferenceServer(Mediasoup mediasoup, ConferenceOptions options) {
        this.options = options;
        thread = thread();
        conference = new Conference(mediasoup, options, thread);
        panel = new Panel(mediasoup, thread);
        QueuedThreadPool pool = new QueuedThreadPool();
        pool.setName("conference-http");
        server = new Server(pool);
        connector = new ServerConnector(server);
        connector.setHost(options.address());
        connector.setPort(options.port());
        server.addConnector(connector);
        WebSocketUpgradeHandler webSockets = WebSocketUpgradeHandler.from(server, this::configure);
        webSockets.setHandler(page());
        server.setHandler(webSockets);
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if the port is taken, or the page was not built
     */
    public static ConferenceServer start(Mediasoup mediasoup, ConferenceOptions options) {
        Objects.requireNonNull(mediasoup, "mediasoup");
        ConferenceServer conferenceServer = new ConferenceServer(mediasoup, options);
        try {
            conferenceServer.server.start();
            return conferenceServer;
        } catch (Exception e) {
            conferenceServer.close();
            throw new IllegalStateException(
                    "The page cannot be served: " + e.getMessage() + " [address:" + options.address() + ", port:"
                            + options.port() + "]",
                    e);
        }
    }

    /** What comes too late for it, while all is being closed, is dropped. */
    private static ScheduledExecutorService thread() {
        return new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread created = new Thread(task, "conference");
                    created.setDaemon(true);
                    return created;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private Handler page() {
        ResourceHandler files = new ResourceHandler();
        var resource = ResourceFactory.of(files).newClassLoaderResource(WEB, false);
        if (resource == null) {
            throw new IllegalStateException("The page was not built [resource:" + WEB + "]");
        }
        files.setBaseResource(resource);
        files.setWelcomeFiles("index.html");
        files.setDirAllowed(false);
        files.setCacheControl("no-cache");
        return files;
    }

    private void configure(ServerWebSocketContainer container) {
        container.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
        container.setIdleTimeout(IDLE_TIMEOUT);
        container.addMapping("/signalling", this::accept);
    }

    private @Nullable Object accept(
            ServerUpgradeRequest request, ServerUpgradeResponse response, org.eclipse.jetty.util.Callback callback) {
        if (!sameOrigin(request)) {
            org.eclipse.jetty.server.Response.writeError(
                    request, response, callback, HttpStatus.FORBIDDEN_403, "Other pages have no business here");
            return null;
        }
        return new Tab(conference, panel, thread);
    }

    /** Programs name no origin; a browser does, and only this server's own page may connect. */
    private static boolean sameOrigin(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String host = request.getHeaders().get(HttpHeader.HOST);
        return origin == null || origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
    }

    /** Where the page is, with the port that was chosen. */
    public URI uri() {
        String host = options.address().equals("127.0.0.1") ? "localhost" : options.address();
        return URI.create("http://" + host + ":" + connector.getLocalPort() + "/");
    }

    /** Closes all rooms and ends the page's server. Idempotent. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Void> closed = CompletableFuture.runAsync(
                () -> {
                    panel.close();
                    conference.close();
                },
                thread);
        try {
            closed.get(STOP_SECONDS, TimeUnit.SECONDS);
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The conference server did not stop cleanly", e);
        } finally {
            thread.shutdown();
        }
    }
}
