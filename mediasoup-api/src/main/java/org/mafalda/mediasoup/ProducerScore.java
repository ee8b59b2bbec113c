package org.mafalda.mediasoup;

import org.jspecify.annotations.Nullable;

/**
 * The transmission quality of one encoding of a producer.
 *
 * @param encodingIdx index of the encoding in the RTP parameters
 * @param ssrc SSRC of the stream
 * @param rid RID of the stream, if it has one
 * @param score 0 (nothing arrives) to 10 (perfect)
 */
public record ProducerScore(
        int encodingIdx, long ssrc, @Nullable String rid, int score) {}
