package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.rope.protocol.Codec;

/** Routers that span three workers of two media boxes, with each transport, and each worker, on another one. */
@Tag("third-2")
@ExtendWith(Scattered.class)
final class ScatteredMafaldaHorizontalIT extends AllContracts {
    @Override
    public Backend backend() {
        return MafaldaBackend.scattered(HorizontalBackend.scattered(
                new RemoteBackend(LocalBackend.named("box1"), Codec.JSON),
                new RemoteBackend(LocalBackend.named("box2"), Codec.CBOR)));
    }
}
