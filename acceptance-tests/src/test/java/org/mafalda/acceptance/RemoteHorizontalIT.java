package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** Two media boxes as one, behind a server of their own. */
@Tag("third-0")
final class RemoteHorizontalIT extends AllContracts {
    @Override
    public Backend backend() {
        return new RemoteBackend(
                HorizontalBackend.of(
                        new RemoteBackend(LocalBackend.named("box1"), Codec.JSON),
                        new RemoteBackend(LocalBackend.named("box2"), Codec.CBOR)),
                Codec.CBOR);
    }
}
