package org.mafalda.acceptance;

/** The local implementation by itself. */
final class LocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return new LocalBackend();
    }
}
