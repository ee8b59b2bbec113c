package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.rope.protocol.Codec;

/**
 * A client of a server whose routers span workers, with each transport on another one, as if they were ordinary ones.
 */
@Tag("third-1")
@ExtendWith(Scattered.class)
final class RemoteOverScatteredMafaldaIT extends AllContracts {
    @Override
    public Backend backend() {
        return new RemoteBackend(MafaldaBackend.scattered(new LocalBackend()), Codec.CBOR);
    }
}
