package org.mafalda.acceptance;

/** Routers that span the workers of this machine. */
final class MafaldaLocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return MafaldaBackend.of(new LocalBackend());
    }
}
