package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.rope.protocol.Codec;

/** Two media boxes as one, behind a server of their own, with each worker on the other box than the one before. */
@Tag("third-2")
@ExtendWith(Scattered.class)
final class RemoteScatteredIT extends AllContracts {
    @Override
    public Backend backend() {
        return new RemoteBackend(
                HorizontalBackend.scattered(
                        new RemoteBackend(LocalBackend.named("box1"), Codec.JSON),
                        new RemoteBackend(LocalBackend.named("box2"), Codec.CBOR)),
                Codec.JSON);
    }
}
