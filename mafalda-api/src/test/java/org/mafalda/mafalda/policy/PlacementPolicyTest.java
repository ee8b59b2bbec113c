package org.mafalda.mafalda.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.PlacementDecision.Candidate;
import org.mafalda.mafalda.policy.PlacementPolicy.Choice;
import org.mafalda.mafalda.policy.PlacementPolicy.Situation;

final class PlacementPolicyTest {
    private static final double WATERMARK = 0.6;
    private static final double EXPECTED = 0.01;

    private static Candidate worker(String id, double load, boolean open) {
        return new Candidate(id, load, false, null, open, 0);
    }

    private static Choice concentrate(boolean mayStart, Candidate... candidates) {
        return PlacementPolicy.concentrate()
                .choose(new Situation(List.of(candidates), 0, mayStart, WATERMARK, EXPECTED));
    }

    @Test
    void theMostLoadedWorkerUnderTheWatermarkWins() {
        Candidate best = worker("b", 0.5, true);

        assertThat(concentrate(true, worker("a", 0.2, true), best, worker("c", 0.6, true))
                        .candidate())
                .isEqualTo(best);
    }

    @Test
    void aWorkerThatTheRouterIsOnWinsOverAMoreLoadedOne() {
        Candidate open = worker("a", 0.1, true);

        assertThat(concentrate(true, open, worker("b", 0.5, false)).candidate()).isEqualTo(open);
    }

    @Test
    void anotherWorkerIsStartedOnlyWhenAllAreAboveTheWatermark() {
        Candidate one = worker("a", 0.6, true);
        Candidate other = worker("b", 0.7, false);

        assertThat(concentrate(true, one, other)).satisfies(choice -> {
            assertThat(choice.candidate()).isNull();
            assertThat(choice.start()).isTrue();
        });
    }

    @Test
    void withoutRoomForAnotherTheLeastLoadedWins() {
        Candidate least = worker("b", 0.7, false);

        assertThat(concentrate(false, worker("a", 0.8, true), least).candidate())
                .isEqualTo(least);
    }

    @Test
    void atTheLimitThereIsNoRoom() {
        assertThat(concentrate(false, worker("a", 0.9, true), worker("b", 0.85, false)))
                .satisfies(choice -> {
                    assertThat(choice.candidate()).isNull();
                    assertThat(choice.start()).isFalse();
                    assertThat(choice.reason()).isEqualTo("all workers are at their limit");
                });
    }

    @Test
    void whatIsExpectedHasToFit() {
        Candidate almostFull = worker("a", 0.595, true);
        Candidate other = worker("b", 0.1, true);

        assertThat(concentrate(true, almostFull, other).candidate()).isEqualTo(other);
    }

    @Test
    void aWorkerThatWasFullGetsNothingUntilItIsWellBelowTheWatermark() {
        Candidate full = new Candidate("a", 0.55, true, null, true, 0);

        assertThat(concentrate(true, full).start()).isTrue();
    }

    @Test
    void anotherWorkerIsStartedNearTheRouter() {
        Candidate full = worker("a", 0.6, true);

        assertThat(concentrate(true, full, worker("b", 0.6, false)).near()).isEqualTo(full);
    }

    @Test
    void aWorkerOnABoxOfTheRouterWinsOverAMoreLoadedOne() {
        Candidate home = new Candidate("a", 0.6, false, "here", true, 0);
        Candidate near = new Candidate("b", 0.1, false, "here", false, 0);
        Candidate far = new Candidate("c", 0.5, false, "there", false, 0);

        assertThat(concentrate(true, home, far, near).candidate()).isEqualTo(near);
    }

    @Test
    void aHigherWatermarkRaisesTheLimit() {
        PlacementPolicy policy = PlacementPolicy.concentrate();

        assertThat(policy.choose(new Situation(List.of(worker("a", 0.95, true)), 0, false, 1, EXPECTED))
                        .candidate())
                .isNotNull();
    }

    @Test
    void scatteringTakesTurnsAndStartsWhatIsMissing() {
        PlacementPolicy policy = PlacementPolicy.scatter(2);
        Candidate first = worker("a", 0, true);
        Candidate second = worker("b", 0, true);

        assertThat(policy.choose(new Situation(List.of(first), 0, true, WATERMARK, EXPECTED))
                        .candidate())
                .isEqualTo(first);
        assertThat(policy.choose(new Situation(List.of(first), 1, true, WATERMARK, EXPECTED))
                        .start())
                .isTrue();
        assertThat(policy.choose(new Situation(List.of(first, second), 3, false, WATERMARK, EXPECTED))
                        .candidate())
                .isEqualTo(second);
    }
}
