package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.rope.protocol.Codec;

/** A layer within the layer, beside a media box, with each worker on the other one than the one before. */
@Tag("third-1")
@ExtendWith(Scattered.class)
final class ScatteredMixedIT extends AllContracts {
    @Override
    public Backend backend() {
        return HorizontalBackend.scattered(
                HorizontalBackend.of(LocalBackend.named("box1")),
                new RemoteBackend(LocalBackend.named("box2"), Codec.CBOR));
    }
}
