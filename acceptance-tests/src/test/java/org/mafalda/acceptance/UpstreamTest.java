package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The contracts and the list of upstream's tests agree. */
final class UpstreamTest {
    /** Files of upstream's suite whose subjects are implemented. */
    private static final Set<String> COVERED = Set.of(
            "test-mediasoup",
            "test-Worker",
            "test-Router",
            "test-WebRtcTransport",
            "test-PlainTransport",
            "test-Producer",
            "test-Consumer");

    private static List<String> titles() throws IOException {
        try (InputStream list = AcceptanceTest.class.getResourceAsStream("/upstream-tests-3.27.1.txt")) {
            assertThat(list).isNotNull();
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Set<String> claimed() {
        return ContractClasses.tests()
                .filter(test -> test.isAnnotationPresent(Upstream.class))
                .flatMap(
                        test -> Arrays.stream(test.getAnnotation(Upstream.class).value()))
                .collect(Collectors.toSet());
    }

    @Test
    void listHasAllOfUpstreamsTests() throws IOException {
        assertThat(titles()).hasSize(202).doesNotHaveDuplicates();
    }

    @Test
    void everyTitleThatAContractNamesExists() throws IOException {
        assertThat(titles()).containsAll(claimed());
    }

    @Test
    void everyTitleOfTheImplementedSubjectsHasAContract() throws IOException {
        List<String> wanted = titles().stream()
                .filter(title -> COVERED.contains(title.substring(0, title.indexOf(':'))))
                .toList();

        assertThat(claimed()).containsAll(wanted);
    }
}
