package org.mafalda.acceptance;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mafalda.remote.client.RemoteMafalda;
import org.mafalda.mafalda.remote.server.RemoteMafaldaServer;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.mediasoup.remote.server.RemoteMediasoupServer;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;

/** Another backend behind a server and a client on loopback. */
final class RemoteBackend implements Backend {
    private final String name;
    private final Offer offer;
    private final Backend inner;
    private final Codec codec;
    private @Nullable RopeServer server;
    private @Nullable Mediasoup mediasoup;
    private final List<Mediasoup> others = new ArrayList<>();

    private RemoteBackend(String name, Offer offer, Backend inner, Codec codec) {
        this.name = name;
        this.offer = offer;
        this.inner = inner;
        this.codec = codec;
    }

    /** The client speaks that codec. */
    RemoteBackend(Backend inner, Codec codec) {
        this("remote", Offer.MEDIASOUP, inner, codec);
    }

    /** Offers routers that span workers as such. */
    static RemoteBackend ofMafalda(MafaldaBackend inner, Codec codec) {
        return new RemoteBackend("remote-mafalda", Offer.MAFALDA, inner, codec);
    }

    /** The contract between server and client. */
    private enum Offer {
        MEDIASOUP {
            @Override
            RopeServer serve(Mediasoup mediasoup, RopeServerOptions options) {
                return RemoteMediasoupServer.start(mediasoup, options).rope();
            }

            @Override
            Mediasoup connect(URI uri, RopeClientOptions options) {
                return Futures.await(RemoteMediasoup.open(uri, options)).root();
            }
        },
        MAFALDA {
            @Override
            RopeServer serve(Mediasoup mediasoup, RopeServerOptions options) {
                return RemoteMafaldaServer.start((Mafalda) mediasoup, options);
            }

            @Override
            Mediasoup connect(URI uri, RopeClientOptions options) {
                return Futures.await(RemoteMafalda.open(List.of(uri), options)).root();
            }
        };

        abstract RopeServer serve(Mediasoup mediasoup, RopeServerOptions options);

        abstract Mediasoup connect(URI uri, RopeClientOptions options);
    }

    @Override
    public String composition() {
        return name + "(" + inner.composition() + ")";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.copyOf(inner.capabilities());
        capabilities.add(Capability.REMOTE);
        return capabilities;
    }

    @Override
    public Mediasoup start() {
        RopeServer started = offer.serve(
                inner.start(), RopeServerOptions.builder().lease(Lease.close()).build());
        server = started;
        Mediasoup connected = offer.connect(
                started.uri(), RopeClientOptions.builder().codecs(codec).build());
        mediasoup = connected;
        return connected;
    }

    @Override
    public List<ProcessHandle> processesOf(Worker worker) {
        return inner.processesOf(worker);
    }

    @Override
    public Stream<ProcessHandle> workerProcesses() {
        return inner.workerProcesses();
    }

    @Override
    public Mediasoup another() {
        Mediasoup connected = offer.connect(Objects.requireNonNull(server).uri(), RopeClientOptions.DEFAULT);
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
    public void startAllProcesses(Worker worker) {
        inner.startAllProcesses(worker);
    }

    @Override
    public long pipes() {
        return inner.pipes();
    }

    @Override
    public boolean spans() {
        return inner.spans();
    }

    @Override
    public long relays() {
        return inner.relays();
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
