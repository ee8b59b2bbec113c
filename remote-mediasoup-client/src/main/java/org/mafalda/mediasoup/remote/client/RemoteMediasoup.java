package org.mafalda.mediasoup.remote.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.remote.client.internal.ReachableMediasoup;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;

/** The way to the {@link Mediasoup} of another machine. */
public final class RemoteMediasoup {
    private RemoteMediasoup() {}

    /**
     * Connects to a media box, with defaults for all options. The result is used like a local one; its
     * {@link Mediasoup#close} ends the session. Its {@link Mediasoup#availability} tells of the connection too: suspect
     * while it is cut, lost when the box does not keep the session any longer.
     *
     * @param uri where the box listens: {@code ws://box1.example:4443/rope}
     */
    public static CompletableFuture<Mediasoup> connect(URI uri) {
        return open(uri, RopeClientOptions.DEFAULT).thenApply(RopeClient::root);
    }

    /**
     * Connects to a media box; the client tells of the connection, its {@link RopeClient#root} is the
     * {@code Mediasoup}.
     *
     * @param options where {@link RopeClientOptions#silence} is null, it is 2 s
     */
    public static CompletableFuture<RopeClient<Mediasoup>> open(URI uri, RopeClientOptions options) {
        return open(List.of(uri), options);
    }

    /**
     * Connects to a media box that has several addresses, or to the first that can be reached of several proxies before
     * it; otherwise like {@link #open(URI, RopeClientOptions)}.
     *
     * @param uris one or more addresses, the best one first
     */
    public static CompletableFuture<RopeClient<Mediasoup>> open(List<URI> uris, RopeClientOptions options) {
        return RopeClient.connect(Mediasoup.class, uris, ReachableMediasoup.watchful(options))
                .thenApply(client -> {
                    ReachableMediasoup root = new ReachableMediasoup(client.root());
                    root.follow(client);
                    return client.withRoot(root);
                });
    }
}
