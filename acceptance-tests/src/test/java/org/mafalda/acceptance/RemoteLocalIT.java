package org.mafalda.acceptance;

import org.mafalda.rope.protocol.Codec;

/** A client of a media box, over CBOR. */
final class RemoteLocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return new RemoteBackend(new LocalBackend(), Codec.CBOR);
    }
}
