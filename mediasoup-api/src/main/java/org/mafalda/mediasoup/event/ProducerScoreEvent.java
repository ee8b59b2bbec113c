package org.mafalda.mediasoup.event;

import java.util.List;
import org.mafalda.mediasoup.ProducerScore;

/**
 * The quality of what the producer receives changed.
 *
 * @param score one entry per encoding that has been seen
 */
public record ProducerScoreEvent(List<ProducerScore> score) {
    /** Checks the fields. */
    public ProducerScoreEvent {
        score = List.copyOf(score);
    }
}
