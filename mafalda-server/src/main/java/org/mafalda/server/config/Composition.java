package org.mafalda.server.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.remote.client.RemoteMafalda;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the layers of a stack up, the lowest first, and down again, the highest first. Thread-safe. */
final class Composition implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Composition.class);

    /** In the order in which they are to be closed. Guarded by this, as those below. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private final List<Cluster> clusters = new ArrayList<>();
    private boolean closed;

    /** Brings up a layer and what is below it. Fails if it cannot, and may have to be closed then too. */
    CompletableFuture<Mediasoup> start(Layer layer) {
        if (layer instanceof Layer.Local local) {
            return CompletableFuture.completedFuture(keep(LocalMediasoup.create(local.options())));
        }
        if (layer instanceof Layer.Remote remote) {
            return remote.offer() == Offer.MAFALDA
                    ? RemoteMafalda.open(remote.uris(), remote.options())
                            .thenApply(client -> keep(client).root())
                    : RemoteMediasoup.open(remote.uris(), remote.options())
                            .thenApply(client -> keep(client).root());
        }
        if (layer instanceof Layer.Mafalda mafalda) {
            return start(mafalda.over().layer())
                    .thenApply(base -> keep(MafaldaMediasoup.over(base, mafalda.options())));
        }
        Cluster cluster = keep(new Cluster((Layer.Horizontal) layer));
        synchronized (this) {
            clusters.add(cluster);
        }
        return cluster.start().thenApply(started -> cluster.horizontal());
    }

    /** Those that combine several layers, the uppermost first; not those within members of others. */
    synchronized List<Cluster> clusters() {
        return List.copyOf(clusters);
    }

    /** Keeps it until the end, or ends it at once if that has come meanwhile. */
    private <T extends AutoCloseable> T keep(T resource) {
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                running.push(resource);
            }
        }
        if (late) {
            end(resource);
        }
        return resource;
    }

    @Override
    public void close() {
        while (true) {
            AutoCloseable last;
            synchronized (this) {
                closed = true;
                last = running.poll();
            }
            if (last == null) {
                return;
            }
            end(last);
        }
    }

    private static void end(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("Layer did not end in peace [layer:{}]", resource, e);
        }
    }
}
