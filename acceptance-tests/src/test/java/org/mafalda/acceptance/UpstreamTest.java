package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
