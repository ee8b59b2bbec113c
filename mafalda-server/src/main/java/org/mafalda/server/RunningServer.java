package org.mafalda.server;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mafalda.remote.server.RemoteMafaldaServer;
import org.mafalda.mediasoup.horizontal.DrainProgress;
import org.mafalda.mediasoup.horizontal.Horizontal;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.remote.server.RemoteMediasoupServer;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.server.admin.Admin;
import org.mafalda.server.admin.Reload;
import org.mafalda.server.config.ConfigException;
import org.mafalda.server.config.Offer;
import org.mafalda.server.config.ServerConfig;
import org.mafalda.server.config.Stack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that runs: the layers, those who listen for clients and operators, and what changes meanwhile. Thread-safe.
 * Lives until it is closed: it waits then for the workers to be closed, as long as the configuration says.
 */
final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    /** Workers that are closed at the deadline of a drain say so within that time. */
    private static final long CLOSING_SECONDS = 5;

    private final Supplier<ServerConfig> source;
    private final Stack stack;
    private final Gate gate;
    private final RopeServer clients;
    private final @Nullable OperationsServer operations;
    private final @Nullable RopeServer admin;
    /** What it was started with: what cannot change is as it says. */
    private final ServerConfig started;

    private volatile ServerConfig config;
    /** Guarded by this, as that below. */
    private @Nullable OwnDrain drain;

    private CompletableFuture<Reload> reloading = CompletableFuture.completedFuture(null);

    private RunningServer(Supplier<ServerConfig> source, ServerConfig config) {
        this.source = source;
        this.started = config;
        this.config = config;
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            stack = opening(opened, Stack.start(config).join());
            gate = Gate.before(stack.mediasoup());
            clients = opening(
                    opened,
                    config.serve() == Offer.MAFALDA
                            ? RemoteMafaldaServer.start((Mafalda) gate, config.listen())
                            : RemoteMediasoupServer.start(gate, config.listen()).rope());
            ServerConfig.Operations place = config.operations();
            operations = place == null ? null : opening(opened, operations(place));
            RopeServerOptions listen = config.admin();
            admin = listen == null
                    ? null
                    : opening(opened, RopeServer.start(Admin.class, new AdminService(this), listen));
        } catch (RuntimeException e) {
            opened.forEach(RunningServer::end);
            throw e;
        }
    }

    /**
     * Starts what the configuration says.
     *
     * @param source reads the configuration, now and when it is to be read again
     */
    static RunningServer start(Supplier<ServerConfig> source) {
        ServerConfig config = source.get();
        Logs.apply(config.log());
        return new RunningServer(source, config);
    }

    private static <T extends AutoCloseable> T opening(Deque<AutoCloseable> opened, T resource) {
        opened.push(resource);
        return resource;
    }

    private OperationsServer operations(ServerConfig.Operations place) {
        return OperationsServer.start(
                new ListenAddress(place.address(), place.port()),
                clients,
                () -> !gate.isShut() && gate.availability() == Availability.AVAILABLE);
    }

    /** Where clients connect. */
    URI uri() {
        return clients.uri();
    }

    /** The port of the operations server; null without one. */
    @Nullable Integer operationsPort() {
        return operations == null ? null : operations.port();
    }

    /** Where operators connect; null if nowhere. */
    @Nullable URI adminUri() {
        return admin == null ? null : admin.uri();
    }

    Gate gate() {
        return gate;
    }

    /** The clusters among its layers, the uppermost first. */
    List<Horizontal> clusters() {
        return stack.clusters();
    }

    /** Its layers as a tree of lines. */
    String layers() {
        return stack.toString();
    }

    CompletableFuture<Integer> connectedSessions() {
        return clients.stats().thenApply(RopeServer.Stats::connectedSessions);
    }

    // ---- drain

    synchronized @Nullable OwnDrain drain() {
        return drain;
    }

    /** Begins to drain the server itself, or gives the drain that there is another deadline. */
    OwnDrain beginDrain(Duration deadline, Consumer<DrainProgress> listener) {
        OwnDrain present;
        synchronized (this) {
            present = drain == null ? new OwnDrain(gate, stack.ownsWorkers(), listener) : drain;
            drain = present;
        }
        present.deadline(deadline);
        return present;
    }

    void cancelDrain() {
        OwnDrain present;
        synchronized (this) {
            present = drain;
            drain = null;
        }
        if (present != null) {
            present.cancel();
        }
    }

    // ---- configuration

    /** Reads the configuration again and changes what can change; see {@link Admin#reload}. One after the other. */
    synchronized CompletableFuture<Reload> reload() {
        reloading = reloading
                .handleAsync((before, failure) -> source)
                .thenCompose(this::reload)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.error("Configuration could not be read again", failure);
                    }
                });
        return reloading.copy();
    }

    private CompletableFuture<Reload> reload(Supplier<ServerConfig> reader) {
        ServerConfig next;
        try {
            next = reader.get();
        } catch (ConfigException e) {
            LOG.error("Configuration has faults, nothing was changed:\n{}", e.getMessage());
            return CompletableFuture.completedFuture(new Reload(List.of(), List.of(), e.faults()));
        }
        List<String> changed = new ArrayList<>();
        if (!next.log().equals(config.log())) {
            Logs.apply(next.log());
            changed.add("log: " + next.log().level() + ", " + next.log().format());
        }
        if (!next.limits().equals(config.limits())) {
            clients.limits(next.listen());
            changed.add("listen.limits");
        }
        List<String> unchanged = next.fixedDifferences(started);
        return stack.update(next).thenApply(instances -> {
            changed.addAll(instances);
            config = next;
            LOG.info("Configuration was read again [changed:{}, needs a restart:{}]", changed, unchanged);
            return new Reload(changed, unchanged, List.of());
        });
    }

    /** Takes no workers any more, waits for those that there are, then closes all, the uppermost first. Idempotent. */
    @Override
    public void close() {
        Duration wait = config.drain();
        if (!wait.isZero()) {
            LOG.info(
                    "Waits for its workers to be closed [workers:{}, longest:{}]",
                    gate.workers().size(),
                    wait);
            awaitDrain(wait);
        }
        end(admin);
        end(operations);
        end(clients);
        end(stack);
    }

    private void awaitDrain(Duration wait) {
        beginDrain(wait, progress -> LOG.debug("Drains [progress:{}]", progress))
                .over()
                .completeOnTimeout(null, wait.plusSeconds(CLOSING_SECONDS).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static void end(@Nullable AutoCloseable resource) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("Did not end in peace [part:{}]", resource, e);
        }
    }
}
