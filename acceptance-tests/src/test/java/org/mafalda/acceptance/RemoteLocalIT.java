package org.mafalda.acceptance;

/** A client of a media box. */
final class RemoteLocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return new RemoteBackend(new LocalBackend());
    }
}
