package org.mafalda.acceptance;

/** One local instance behind the layer that could have many. */
final class HorizontalLocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return HorizontalBackend.of(new LocalBackend());
    }
}
