package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** Two media boxes as one. */
@Tag("third-1")
final class HorizontalRemoteRemoteIT extends AllContracts {
    @Override
    public Backend backend() {
        return HorizontalBackend.of(
                new RemoteBackend(LocalBackend.named("box1"), Codec.JSON),
                new RemoteBackend(LocalBackend.named("box2"), Codec.CBOR));
    }
}
