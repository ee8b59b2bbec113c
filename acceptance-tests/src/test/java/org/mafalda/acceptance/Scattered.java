package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/** Fails a composition whose adversarial placement has forced no pipe, or no relay where it can: it proves nothing. */
final class Scattered implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        if (Composition.class.isAssignableFrom(type)) {
            check((Composition) ReflectionSupport.newInstance(type));
        }
    }

    private static void check(Composition composition) {
        try (Backend backend = composition.backend()) {
            assertThat(ContractReport.pipes(backend.composition()))
                    .as("pipes between instances or workers of %s", backend.composition())
                    .isPositive();
            if (backend.spans()) {
                assertThat(ContractReport.relays(backend.composition()))
                        .as("relays between workers of %s", backend.composition())
                        .isPositive();
            }
        }
    }
}
