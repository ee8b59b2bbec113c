package org.mafalda.acceptance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Routers that span three workers of this machine, with each transport on another one than the one before. */
@Tag("third-0")
@ExtendWith(Scattered.class)
final class ScatteredMafaldaLocalIT extends AllContracts {
    @Override
    public Backend backend() {
        return MafaldaBackend.scattered(new LocalBackend());
    }
}
