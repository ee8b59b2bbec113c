package org.mafalda.mediasoup.local.internal.fbs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ConsumerScore;

/** The scores of consumers. */
final class ConsumerScoreFbs {
    private static final ConsumerScore UNKNOWN = new ConsumerScore(10, 10, List.of());

    private ConsumerScoreFbs() {}

    /** The scores; perfect ones when there are none. */
    static ConsumerScore read(org.mafalda.mediasoup.worker.fbs.consumer.@Nullable ConsumerScore score) {
        return score == null
                ? UNKNOWN
                : new ConsumerScore(
                        score.score(),
                        score.producerScore(),
                        VectorFbs.values(score.producerScoresLength(), score::producerScores));
    }
}
