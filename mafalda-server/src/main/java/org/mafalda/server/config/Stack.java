package org.mafalda.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.horizontal.Horizontal;

/**
 * A {@link Mediasoup} composed of layers by a configuration file: the workers of this machine, another machine's, many
 * as one, or routers that span them.
 *
 * <p>Thread-safe. Lives until it is closed.
 */
public final class Stack implements AutoCloseable {
    private volatile Layer.Member top;
    private final Composition composition;
    private final Mediasoup mediasoup;

    private Stack(Layer.Member top, Composition composition, Mediasoup mediasoup) {
        this.top = top;
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
        Layer.Member top = config.stack();
        Composition composition = new Composition();
        return composition
                .start(top.layer())
                .whenComplete((mediasoup, failure) -> {
                    if (failure != null) {
                        composition.close();
                    }
                })
                .thenApply(mediasoup -> new Stack(top, composition, mediasoup));
    }

    /** The uppermost layer. */
    public Mediasoup mediasoup() {
        return mediasoup;
    }

    /** Those of the layers that combine several, the uppermost first. */
    public List<Horizontal> clusters() {
        return composition.clusters().stream()
                .flatMap(Cluster::all)
                .<Horizontal>map(Cluster::horizontal)
                .toList();
    }

    /** Whether the workers are those of this program alone, and end with it. */
    public boolean ownsWorkers() {
        return !(top.layer() instanceof Layer.Remote);
    }

    /**
     * Takes in the instances that a configuration names and that are not there yet, and lets go of those that it does
     * not name any more, with their workers. All else stays as it is.
     *
     * @return what has changed, for people, when all has come or was tried once
     */
    public CompletableFuture<List<String>> update(ServerConfig config) {
        Layer.Member next = config.stack();
        boolean same = next.definition().equals(top.definition());
        Layer.Horizontal horizontal = next.layer().cluster();
        if (!same || horizontal == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<String> changes = Collections.synchronizedList(new ArrayList<>());
        top = next;
        return composition.clusters().get(0).update(horizontal, changes).thenApply(done -> List.copyOf(changes));
    }

    /** Closes all layers, the uppermost first. Idempotent. */
    @Override
    public void close() {
        composition.close();
    }

    /** The layers as a tree. */
    @Override
    public String toString() {
        return top.layer().draw();
    }
}
