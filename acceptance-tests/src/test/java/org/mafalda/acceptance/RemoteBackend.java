package org.mafalda.acceptance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.mediasoup.remote.server.RemoteMediasoupServer;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.server.RopeServerOptions;

/** Another backend behind a server and a client on loopback. */
final class RemoteBackend implements Backend {
    private final Backend inner;
    private final Codec codec;
    private @Nullable RemoteMediasoupServer server;
    private @Nullable Mediasoup mediasoup;
    private final List<Mediasoup> others = new ArrayList<>();

    /** The client speaks that codec. */
    RemoteBackend(Backend inner, Codec codec) {
        this.inner = inner;
        this.codec = codec;
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
                inner.start(), RopeServerOptions.builder().lease(Lease.close()).build());
        server = started;
        Mediasoup connected = Futures.await(RemoteMediasoup.open(
                        started.uri(), RopeClientOptions.builder().codecs(codec).build()))
                .root();
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
    public Mediasoup another() {
        Mediasoup connected = Futures.await(
                RemoteMediasoup.connect(Objects.requireNonNull(server).uri()));
        others.add(connected);
        return connected;
    }

    @Override
    public List<Mediasoup> mediasoups() {
        List<Mediasoup> all = new ArrayList<>();
        all.add(Objects.requireNonNull(mediasoup));
        all.addAll(inner.mediasoups());
        return all;
    }

    @Override
    public int offeredObjects() {
        return Objects.requireNonNull(server).objectCount() + inner.offeredObjects();
    }

    @Override
    public long pipes() {
        return inner.pipes();
    }

    @Override
    public void close() {
        others.forEach(Mediasoup::close);
        if (mediasoup != null) {
            mediasoup.close();
        }
        if (server != null) {
            server.close();
        }
        inner.close();
    }
}
