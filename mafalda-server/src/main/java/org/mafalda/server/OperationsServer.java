package org.mafalda.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.mafalda.rope.server.RopeServer;

/**
 * What operators ask over HTTP: {@code /metrics} for Prometheus, {@code /healthz} for whoever starts processes,
 * {@code /readyz} for whoever sends clients to them. Without authentication: to be reached by operators alone.
 * Thread-safe; listens until it is closed.
 */
final class OperationsServer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final Duration LONGEST_REFRESH = Duration.ofSeconds(2);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PLAIN_TEXT = "text/plain; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RopeMetrics metrics;
    private final BooleanSupplier ready;
    private final Server server;
    private final ServerConnector connector;

    private OperationsServer(ListenAddress address, RopeServer rope, BooleanSupplier ready) {
        this.ready = ready;
        metrics = RopeMetrics.bind(rope, registry);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("operations");
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1);
        connector.setHost(address.host());
        connector.setPort(address.port());
        server.addConnector(connector);
        server.setHandler(new Pages());
    }

    /**
     * Starts to listen.
     *
     * @param ready whether what it offers can be used; asked by many threads, must not block
     * @throws UncheckedIOException if it is impossible to listen there
     */
    static OperationsServer start(ListenAddress address, RopeServer rope, BooleanSupplier ready) {
        OperationsServer operations = new OperationsServer(address, rope, ready);
        try {
            operations.server.start();
            return operations;
        } catch (Exception e) {
            operations.close();
            throw new UncheckedIOException(
                    "Cannot listen [operations-address:" + address.host() + ":" + address.port() + "]",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /** The port on which it listens. */
    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Operations server did not stop in order", e);
        }
    }

    private final class Pages extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            switch (Request.getPathInContext(request)) {
                case "/metrics" -> {
                    metrics.refresh(LONGEST_REFRESH);
                    answer(request, response, callback, PROMETHEUS_TEXT, registry.scrape());
                }
                case "/healthz" -> answer(request, response, callback, PLAIN_TEXT, "ok\n");
                case "/readyz" -> {
                    boolean yes = ready.getAsBoolean();
                    response.setStatus(yes ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
                    answer(request, response, callback, PLAIN_TEXT, yes ? "ready\n" : "not ready\n");
                }
                default -> Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
            return true;
        }

        private static void answer(Request request, Response response, Callback callback, String type, String content) {
            if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
                Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
                return;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.write(true, BufferUtil.toBuffer(content, StandardCharsets.UTF_8), callback);
        }
    }
}
