package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** A layer within the layer, beside a media box. */
@Tag("third-2")
final class HorizontalMixedIT extends AllContracts {
    @Override
    public Backend backend() {
        return HorizontalBackend.of(
                HorizontalBackend.of(LocalBackend.named("box1")),
                new RemoteBackend(LocalBackend.named("box2"), Codec.CBOR));
    }
}
