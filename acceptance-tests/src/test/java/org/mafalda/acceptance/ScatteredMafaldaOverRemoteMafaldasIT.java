package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.rope.protocol.Codec;

/** Routers that span virtual workers of two servers, with each transport, and each worker, on another one. */
@Tag("third-0")
@ExtendWith(Scattered.class)
final class ScatteredMafaldaOverRemoteMafaldasIT extends AllContracts {
    @Override
    public Backend backend() {
        return MafaldaBackend.scattered(HorizontalBackend.scattered(
                RemoteBackend.ofMafalda(MafaldaBackend.of(LocalBackend.named("box1")), Codec.JSON),
                RemoteBackend.ofMafalda(MafaldaBackend.of(LocalBackend.named("box2")), Codec.CBOR)));
    }
}
