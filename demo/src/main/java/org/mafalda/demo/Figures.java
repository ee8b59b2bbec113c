package org.mafalda.demo;

import java.util.List;
import java.util.OptionalLong;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.mediasoup.stats.RtpStreamSendStats;
import org.mafalda.mediasoup.stats.RtpStreamStats;

/**
 * One stream's packets, at one moment.
 *
 * @param produced packets that the worker says it received
 * @param producedBitrate in bit/s
 * @param score the producer's quality, 0 to 10
 * @param consumed packets that the worker says it sent
 * @param consumedBitrate in bit/s
 * @param received different packets that the receiver has, by sequence number
 * @param missing sequence numbers that the receiver has not seen
 * @param duplicates packets that the receiver got again
 */
record Figures(
        long produced,
        long producedBitrate,
        int score,
        long consumed,
        long consumedBitrate,
        long received,
        long missing,
        long duplicates) {

    static Figures of(
            List<RtpStreamRecvStats> producer, List<? extends RtpStreamStats> consumer, SequenceCounter counter) {
        List<RtpStreamSendStats> sent = consumer.stream()
                .filter(RtpStreamSendStats.class::isInstance)
                .map(RtpStreamSendStats.class::cast)
                .toList();
        return new Figures(
                producer.stream().mapToLong(RtpStreamStats::packetCount).sum(),
                producer.stream().mapToLong(RtpStreamStats::bitrate).sum(),
                producer.stream().mapToInt(RtpStreamStats::score).min().orElse(0),
                sent.stream().mapToLong(RtpStreamStats::packetCount).sum(),
                sent.stream().mapToLong(RtpStreamStats::bitrate).sum(),
                counter.received(),
                counter.missing(),
                counter.duplicates());
    }

    /**
     * Packets that are lost for good: by the gaps at the receiver, and at the ends, where no gap shows, by what others
     * have counted.
     *
     * @param sent what the source says it sent, if it does
     */
    long lost(OptionalLong sent) {
        long expected = Math.max(sent.orElse(0), Math.max(produced, consumed));
        return Math.max(missing, expected - received);
    }
}
