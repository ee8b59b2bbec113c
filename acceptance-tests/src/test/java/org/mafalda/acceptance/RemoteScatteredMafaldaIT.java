package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.rope.protocol.Codec;

/** A client of a server whose routers span workers, with each transport on another one than the one before. */
@Tag("third-2")
@ExtendWith(Scattered.class)
final class RemoteScatteredMafaldaIT extends AllContracts {
    @Override
    public Backend backend() {
        return RemoteBackend.ofMafalda(MafaldaBackend.scattered(new LocalBackend()), Codec.JSON);
    }
}
