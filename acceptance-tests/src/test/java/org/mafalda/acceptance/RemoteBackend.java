package org.mafalda.acceptance;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.mediasoup.remote.server.RemoteMediasoupServer;
import org.mafalda.rope.server.RopeServerOptions;

/** Another backend behind a server and a client on loopback. */
final class RemoteBackend implements Backend {
    private final Backend inner;
    private @Nullable RemoteMediasoupServer server;
    private @Nullable Mediasoup mediasoup;

    RemoteBackend(Backend inner) {
        this.inner = inner;
    }

    @Override
    public String composition() {
        return "remote(" + inner.composition() + ")";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.copyOf(inner.capabilities());
        capabilities.add(Capability.REMOTE);
        return capabilities;
    }

    @Override
    public Mediasoup start() {
        RemoteMediasoupServer started = RemoteMediasoupServer.start(
                inner.start(),
                RopeServerOptions.builder().keepObjects(Duration.ZERO).build());
        server = started;
        Mediasoup connected = Futures.await(RemoteMediasoup.connect(started.uri()));
        mediasoup = connected;
        return connected;
    }

    @Override
    public void killOneProcess(Worker worker) {
        inner.killOneProcess(worker);
    }

    @Override
    public Stream<ProcessHandle> workerProcesses() {
        return inner.workerProcesses();
    }

    @Override
    public void close() {
        if (mediasoup != null) {
            mediasoup.close();
        }
        if (server != null) {
            server.close();
        }
        inner.close();
    }
}
