package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.PlacementDecision.Candidate;
import org.mafalda.mafalda.layer.PlacementPolicy.Choice;
import org.mafalda.mafalda.layer.PlacementPolicy.Situation;

final class PlacementPolicyTest {
    private static final double WATERMARK = 0.6;

    private static Candidate worker(String id, double load, boolean open) {
        return new Candidate(id, load, open, 0);
    }

    private static Choice concentrate(boolean mayStart, Candidate... candidates) {
        return PlacementPolicy.concentrate().choose(new Situation(List.of(candidates), 0, mayStart, WATERMARK));
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
    void scatteringTakesTurnsAndStartsWhatIsMissing() {
        PlacementPolicy policy = PlacementPolicy.scatter(2);
        Candidate first = worker("a", 0, true);
        Candidate second = worker("b", 0, true);

        assertThat(policy.choose(new Situation(List.of(first), 0, true, WATERMARK))
                        .candidate())
                .isEqualTo(first);
        assertThat(policy.choose(new Situation(List.of(first), 1, true, WATERMARK))
                        .start())
                .isTrue();
        assertThat(policy.choose(new Situation(List.of(first, second), 3, false, WATERMARK))
                        .candidate())
                .isEqualTo(second);
    }
}
