package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;

/** One local instance behind the layer that could have many. */
@Tag("third-0")
final class HorizontalLocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return HorizontalBackend.of(new LocalBackend());
    }
}
