package org.mafalda.server;

import java.util.concurrent.CompletableFuture;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;

/** All of a {@link Mafalda}, without new workers and routers of their own while it is shut. Thread-safe. */
final class MafaldaGate extends Gate implements Mafalda {
    private final Mafalda inner;

    MafaldaGate(Mafalda inner) {
        super(inner);
        this.inner = inner;
    }

    @Override
    public CompletableFuture<MafaldaRouter> createMafaldaRouter(MafaldaRouterOptions options) {
        return unlessShut(() -> inner.createMafaldaRouter(options));
    }
}
