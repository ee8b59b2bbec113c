package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** A client of a server whose routers span workers. */
@Tag("third-0")
final class RemoteMafaldaIT extends AllContracts {
    @Override
    public Backend backend() {
        return RemoteBackend.ofMafalda(MafaldaBackend.of(new LocalBackend()), Codec.CBOR);
    }
}
