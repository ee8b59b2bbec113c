package org.mafalda.mafalda.remote.client;

import java.util.concurrent.CompletableFuture;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mediasoup.remote.client.internal.ReachableMediasoup;

/** The {@link Mafalda} of another machine, which tells of the connection too. */
final class ReachableMafalda extends ReachableMediasoup implements Mafalda {
    private final Mafalda proxy;

    ReachableMafalda(Mafalda proxy) {
        super(proxy);
        this.proxy = proxy;
    }

    @Override
    public CompletableFuture<MafaldaRouter> createMafaldaRouter(MafaldaRouterOptions options) {
        return proxy.createMafaldaRouter(options);
    }
}
