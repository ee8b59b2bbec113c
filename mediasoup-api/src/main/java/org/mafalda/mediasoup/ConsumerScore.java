package org.mafalda.mediasoup;

import java.util.List;

/**
 * The transmission quality of a consumer and its producer.
 *
 * @param score of the consumer's stream, 0 to 10
 * @param producerScore of the producer's stream that is being consumed, 0 to 10
 * @param producerScores of all streams of the producer, 0 to 10 each
 */
public record ConsumerScore(int score, int producerScore, List<Integer> producerScores) {
    /** Checks the fields. */
    public ConsumerScore {
        producerScores = List.copyOf(producerScores);
    }
}
