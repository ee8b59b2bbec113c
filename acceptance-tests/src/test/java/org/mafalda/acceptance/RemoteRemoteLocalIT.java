package org.mafalda.acceptance;

/** A client of a proxy, which is a client of a media box. */
final class RemoteRemoteLocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return new RemoteBackend(new RemoteBackend(new LocalBackend()));
    }
}
