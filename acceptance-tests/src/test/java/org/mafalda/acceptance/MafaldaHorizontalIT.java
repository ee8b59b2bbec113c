package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** Routers that span the workers of two media boxes. */
@Tag("third-2")
final class MafaldaHorizontalIT extends AllContracts {
    @Override
    public Backend backend() {
        return MafaldaBackend.of(HorizontalBackend.of(
                new RemoteBackend(LocalBackend.named("box1"), Codec.JSON),
                new RemoteBackend(LocalBackend.named("box2"), Codec.CBOR)));
    }
}
