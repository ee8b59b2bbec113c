package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.rope.protocol.Codec;

/** Routers that span three workers of a media box, with each transport on another one than the one before. */
@Tag("third-1")
@ExtendWith(Scattered.class)
final class ScatteredMafaldaRemoteIT extends AllContracts {
    @Override
    public Backend backend() {
        return MafaldaBackend.scattered(new RemoteBackend(new LocalBackend(), Codec.JSON));
    }
}
