package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** No composition forgets a contract. */
final class CompositionTest {
    @Test
    void everyCompositionNestsEveryContract() {
        assertThat(Arrays.stream(AllContracts.class.getDeclaredClasses())
                        .filter(type -> type.isAnnotationPresent(Nested.class))
                        .<Class<?>>map(Class::getSuperclass))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ContractClasses.contracts());
        assertThat(ContractClasses.compositions()).isNotEmpty().allMatch(AllContracts.class::isAssignableFrom);
    }

    @Test
    void everyCompositionHasItsOwnName() {
        assertThat(ContractClasses.compositions())
                .extracting(CompositionTest::nameOf)
                .doesNotHaveDuplicates();
    }

    private static String nameOf(Class<?> composition) {
        try {
            var constructor = composition.getDeclaredConstructor();
            constructor.setAccessible(true);
            try (Backend backend = ((Composition) constructor.newInstance()).backend()) {
                return backend.composition();
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(composition.getName(), e);
        }
    }
}
