package org.mafalda.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.Mediasoup;

/**
 * A {@link Mediasoup} composed of layers by a configuration file: the workers of this machine, another machine's, or
 * many as one.
 *
 * <p>Thread-safe. Lives until it is closed.
 */
public final class Stack implements AutoCloseable {
    private final Layer layer;
    private final Composition composition;
    private final Mediasoup mediasoup;

    private Stack(Layer layer, Composition composition, Mediasoup mediasoup) {
        this.layer = layer;
        this.composition = composition;
        this.mediasoup = mediasoup;
    }

    /**
     * Composes what a file says under {@code stack}. The future completes when all machines are connected; it fails if
     * the only one cannot be reached, while of several some may come later.
     *
     * @throws ConfigException if the file cannot be read or has faults; it tells them all
     */
    public static CompletableFuture<Stack> load(Path file) {
        return start(ServerConfig.read(file, System.getenv(), Map.of()));
    }

    /** Composes what a configuration says; like {@link #load} otherwise. */
    public static CompletableFuture<Stack> start(ServerConfig config) {
        Layer layer = config.stack();
        Composition composition = new Composition();
        return composition
                .start(layer)
                .whenComplete((mediasoup, failure) -> {
                    if (failure != null) {
                        composition.close();
                    }
                })
                .thenApply(mediasoup -> new Stack(layer, composition, mediasoup));
    }

    /** The uppermost layer. */
    public Mediasoup mediasoup() {
        return mediasoup;
    }

    /** Closes all layers, the uppermost first. Idempotent. */
    @Override
    public void close() {
        composition.close();
    }

    /** The layers as a tree. */
    @Override
    public String toString() {
        return layer.draw();
    }
}
