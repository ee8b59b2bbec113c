package org.mafalda.acceptance;

import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.rope.protocol.Codec;

/** Two media boxes as one, with each worker on the other box than the one before. */
@ExtendWith(Scattered.class)
final class ScatteredRemoteRemoteIT extends AllContracts {
    @Override
    public Backend backend() {
        return HorizontalBackend.scattered(
                new RemoteBackend(LocalBackend.named("box1"), Codec.JSON),
                new RemoteBackend(LocalBackend.named("box2"), Codec.CBOR));
    }
}
