package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** A client of a server whose routers span workers, as if they were ordinary ones. */
@Tag("third-2")
final class RemoteOverMafaldaIT extends AllContracts {
    @Override
    public Backend backend() {
        return new RemoteBackend(MafaldaBackend.of(new LocalBackend()), Codec.JSON);
    }
}
