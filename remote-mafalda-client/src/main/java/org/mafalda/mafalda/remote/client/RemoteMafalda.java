package org.mafalda.mafalda.remote.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.remote.client.internal.ReachableMediasoup;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;

/** The way to the {@link Mafalda} of another machine. */
public final class RemoteMafalda {
    private RemoteMafalda() {}

    /**
     * Connects to a server that offers a {@code Mafalda}, with defaults for all options. The result is used like a
     * local one; its {@link Mafalda#close} ends the session. Its {@link Mediasoup#availability} tells of the connection
     * too: suspect while it is cut, lost when the server does not keep the session any longer.
     *
     * @param uri where the server listens: {@code ws://box1.example:4443/rope}
     */
    public static CompletableFuture<Mafalda> connect(URI uri) {
        return open(List.of(uri), RopeClientOptions.DEFAULT).thenApply(RopeClient::root);
    }

    /**
     * Connects to a server that offers a {@code Mafalda}; the client tells of the connection, its
     * {@link RopeClient#root} is the {@code Mafalda}.
     *
     * @param uris one or more addresses, the best one first
     * @param options where {@link RopeClientOptions#silence} is null, it is 2 s
     */
    public static CompletableFuture<RopeClient<Mafalda>> open(List<URI> uris, RopeClientOptions options) {
        return RopeClient.connect(Mafalda.class, uris, ReachableMediasoup.watchful(options))
                .thenApply(client -> {
                    ReachableMafalda root = new ReachableMafalda(client.root());
                    root.follow(client);
                    return client.withRoot(root);
                });
    }
}
