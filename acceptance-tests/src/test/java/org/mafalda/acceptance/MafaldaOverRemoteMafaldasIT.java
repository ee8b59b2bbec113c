package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** Routers that span virtual workers of two servers, which span workers themselves. */
@Tag("third-1")
final class MafaldaOverRemoteMafaldasIT extends AllContracts {
    @Override
    public Backend backend() {
        return MafaldaBackend.of(HorizontalBackend.of(
                RemoteBackend.ofMafalda(MafaldaBackend.of(LocalBackend.named("box1")), Codec.JSON),
                RemoteBackend.ofMafalda(MafaldaBackend.of(LocalBackend.named("box2")), Codec.CBOR)));
    }
}
