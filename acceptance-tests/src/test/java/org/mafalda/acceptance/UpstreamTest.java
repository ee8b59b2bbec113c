package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.UpstreamCoverage.Row;

/** The contracts and the list of upstream's tests agree. */
final class UpstreamTest {
    /** Files of upstream's suite whose subjects are implemented. */
    private static final Set<String> COVERED = Set.of(
            "test-mediasoup",
            "test-Worker",
            "test-WebRtcServer",
            "test-ActiveSpeakerObserver",
            "test-AudioLevelObserver",
            "test-Router",
            "test-ortc",
            "test-multiopus",
            "test-WebRtcTransport",
            "test-PlainTransport",
            "test-PipeTransport",
            "test-Producer",
            "test-Consumer",
            "test-DataProducer",
            "test-DataConsumer",
            "test-DirectTransport",
            "test-werift-sctp");

    private static final UpstreamCoverage COVERAGE = UpstreamCoverage.read();

    @Test
    void listHasAllOfUpstreamsTests() {
        assertThat(UpstreamCoverage.titles()).hasSize(202).doesNotHaveDuplicates();
        assertThat(COVERAGE.rows().stream().map(Row::file).distinct()).hasSize(17);
    }

    @Test
    void everyTitleThatAContractNamesExists() {
        assertThat(COVERAGE.unknown()).isEmpty();
    }

    @Test
    void everyTitleOfTheImplementedSubjectsHasAContract() {
        assertThat(COVERAGE.rows().stream().map(Row::file).collect(Collectors.toSet()))
                .containsAll(COVERED);
        assertThat(COVERAGE.missing()).noneMatch(row -> COVERED.contains(row.file()));
    }

    /** A table says of each value which class, field and rule refuse it, and that none is missing. */
    @Test
    void everyTypeErrorOfTheImplementedSubjectsHasATableOfRefusals() {
        assertThat(Refusals.counts()).hasSize(25);
        assertThat(Refusals.counts().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(90);
        Set<String> tables = new ClassFileImporter()
                .importPackages("org.mafalda.acceptance.contract").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Refusals.class)
                                        && call.getName().equals("check")))
                        .flatMap(method -> method.tryGetAnnotationOfType(Upstream.class).stream())
                        .flatMap(upstream -> Stream.of(upstream.value()))
                        .collect(Collectors.toSet());
        assertThat(tables)
                .containsAll(Refusals.counts().keySet().stream()
                        .filter(title -> COVERED.contains(title.substring(0, title.indexOf(':'))))
                        .toList());
    }

    @Test
    void titleWithACounterpartIsNotListedAsOneWithout() {
        assertThat(COVERAGE.rows())
                .noneMatch(row -> row.reason() != null && !row.tests().isEmpty());
    }

    @Test
    void titleWithoutCounterpartIsMissingUnlessAReasonIsGiven() {
        List<String> titles = List.of("test-A: one", "test-A: two: really", "test-B: three");
        Map<String, List<String>> claims = Map.of("test-A: one", List.of("AContract.one"));

        UpstreamCoverage coverage = UpstreamCoverage.of(titles, claims, Map.of("test-B: three", "it is JavaScript"));

        assertThat(coverage.whole()).isFalse();
        assertThat(coverage.missing()).containsExactly(new Row("test-A", "two: really", List.of(), null));
        assertThat(coverage.lines())
                .contains("      AContract.one", "      none, because it is JavaScript")
                .contains("No counterpart: test-A: two: really")
                .endsWith("2 of 3 accounted for");
        assertThat(UpstreamCoverage.of(titles.subList(0, 1), claims, Map.of()).whole())
                .isTrue();
    }

    @Test
    void claimOfATitleThatDoesNotExistIsTold() {
        UpstreamCoverage coverage =
                UpstreamCoverage.of(List.of(), Map.of("test-A: on", List.of("AContract.one")), Map.of());

        assertThat(coverage.whole()).isFalse();
        assertThat(coverage.lines()).contains("Not in mediasoup's suite: test-A: on");
    }
}
