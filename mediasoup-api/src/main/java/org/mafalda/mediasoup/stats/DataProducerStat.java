package org.mafalda.mediasoup.stats;

/**
 * The traffic of a data producer. Immutable.
 *
 * @param timestamp when the figures were taken, in ms on the monotonic clock of the worker's box
 * @param label label of the data channel; may be empty
 * @param protocol sub-protocol of the data channel; may be empty
 * @param messagesReceived messages in total
 * @param bytesReceived bytes in total
 */
public record DataProducerStat(
        long timestamp, String label, String protocol, long messagesReceived, long bytesReceived) {

    /** mediasoup's own word for it: {@code data-producer}. */
    public String type() {
        return "data-producer";
    }
}
