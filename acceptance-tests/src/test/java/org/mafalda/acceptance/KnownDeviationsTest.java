package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.KnownDeviations.Deviation;
import org.opentest4j.TestAbortedException;

/** The list of deviations is true, and cannot grow old unnoticed. */
final class KnownDeviationsTest {
    private static final Deviation EXAMPLE =
            new Deviation("local", AcceptanceTest.class, "exampleTest", "because of an example");

    @Test
    void everyDeviationNamesAContractTestAndAReason() {
        assertThat(KnownDeviations.all()).allSatisfy(deviation -> {
            assertThat(deviation.reason()).isNotBlank();
            assertThat(Arrays.stream(deviation.contract().getDeclaredMethods()))
                    .anyMatch(method -> method.getName().equals(deviation.test()));
        });
    }

    @Test
    void deviatingTestThatFailsIsSkippedWithItsReason() {
        assertThatThrownBy(() -> KnownDeviations.runDeviating(EXAMPLE, () -> {
                    throw new IllegalStateException("as expected");
                }))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("because of an example");
    }

    @Test
    void deviatingTestThatPassesIsStaleAndFails() {
        assertThatThrownBy(() -> KnownDeviations.runDeviating(EXAMPLE, () -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("stale");
    }
}
