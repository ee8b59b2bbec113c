package org.mafalda.mediasoup.stats;

/**
 * The traffic of a data consumer. Immutable.
 *
 * @param timestamp when the figures were taken, in ms on the monotonic clock of the worker's box
 * @param label label of the data channel; may be empty
 * @param protocol sub-protocol of the data channel; may be empty
 * @param messagesSent messages in total
 * @param bytesSent bytes in total
 * @param bufferedAmount bytes that wait in the send buffer of its SCTP stream, 0 to 4294967295
 */
public record DataConsumerStat(
        long timestamp, String label, String protocol, long messagesSent, long bytesSent, long bufferedAmount) {

    /** mediasoup's own word for it: {@code data-consumer}. */
    public String type() {
        return "data-consumer";
    }
}
