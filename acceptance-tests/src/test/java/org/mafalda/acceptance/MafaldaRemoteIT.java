package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** Routers that span the workers of a media box. */
@Tag("third-0")
final class MafaldaRemoteIT extends AllContracts {
    @Override
    public Backend backend() {
        return MafaldaBackend.of(new RemoteBackend(new LocalBackend(), Codec.CBOR));
    }
}
