package org.mafalda.mediasoup.event;

import java.util.Objects;
import org.mafalda.mediasoup.ConsumerScore;

/**
 * The quality of what the consumer sends, or its producer receives, changed.
 *
 * @param score the new scores
 */
public record ConsumerScoreEvent(ConsumerScore score) {
    /** Checks the fields. */
    public ConsumerScoreEvent {
        Objects.requireNonNull(score, "score");
    }
}
