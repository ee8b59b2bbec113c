package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.mafalda.rope.protocol.Codec;

/** A client of a proxy, which is a client of a media box, over JSON. */
@Tag("third-1")
final class RemoteRemoteLocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return new RemoteBackend(new RemoteBackend(new LocalBackend(), Codec.JSON), Codec.JSON);
    }
}
