package org.mafalda.acceptance;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.local.LocalMediasoupOptions;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.mediasoup.remote.server.RemoteMediasoupServer;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.testkit.Cut;
import org.mafalda.rope.testkit.Faults;
import org.mafalda.rope.testkit.TcpProxy;

/** A media box and a client of it, with a network between them that can be cut. */
final class RemoteBox implements AutoCloseable {
    /** How long its server keeps a session that was cut. */
    static final Duration RESUME_WINDOW = Duration.ofSeconds(3);

    private final String boxId;
    private final TcpProxy network;
    private final Mediasoup remote;
    private LocalMediasoup local;
    private RemoteMediasoupServer server;

    RemoteBox(String boxId) {
        this.boxId = boxId;
        this.local = newLocal();
        this.server = newServer();
        this.network = TcpProxy.start(address(), Faults.NONE);
        RopeClientOptions options = RopeClientOptions.builder()
                .backoff(Duration.ofMillis(20), Duration.ofMillis(200))
                .build();
        URI uri = URI.create("ws://127.0.0.1:" + network.port() + server.uri().getPath());
        this.remote = Futures.await(RemoteMediasoup.open(uri, options)).root();
    }

    private LocalMediasoup newLocal() {
        return LocalMediasoup.create(
                LocalMediasoupOptions.builder().boxId(boxId).build());
    }

    private RemoteMediasoupServer newServer() {
        return RemoteMediasoupServer.start(
                local, RopeServerOptions.builder().resumeWindow(RESUME_WINDOW).build());
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.uri().getPort());
    }

    String boxId() {
        return boxId;
    }

    /** The box as its client sees it. */
    Mediasoup remote() {
        return remote;
    }

    /** The box as it is. */
    Mediasoup local() {
        return local;
    }

    /** Cuts the connection, and refuses others, so that the client is told. */
    void cut() {
        network.refuse();
        network.cut(Cut.RESET);
    }

    /** Lets connections through again after {@link #cut}. */
    void admit() {
        network.admit();
    }

    /** Lets nothing through any more, which nobody is told. */
    void silence() {
        network.stall();
    }

    /** Ends {@link #silence}. */
    void flow() {
        network.flow();
    }

    /** Ends the box and all that is on it, and brings up another one in its place. */
    void restart() {
        server.close();
        local.close();
        local = newLocal();
        server = newServer();
        network.target(address());
    }

    @Override
    public void close() {
        remote.close();
        network.close();
        server.close();
        local.close();
    }
}
