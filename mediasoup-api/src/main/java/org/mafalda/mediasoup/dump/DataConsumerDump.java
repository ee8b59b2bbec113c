package org.mafalda.mediasoup.dump;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/**
 * The inner state of a data consumer. Immutable.
 *
 * @param id the data consumer
 * @param paused whether it is paused
 * @param dataProducerPaused whether its data producer is paused
 * @param subchannels the subchannels that it listens to, 0 to 65535
 * @param dataProducerId the data producer that it consumes
 * @param type how its messages leave
 * @param sctpStreamParameters its SCTP stream; null for the direct type
 * @param label label of the data channel; may be empty
 * @param protocol sub-protocol of the data channel; may be empty
 * @param bufferedAmount bytes that wait in the send buffer of its SCTP stream, 0 to 4294967295
 * @param bufferedAmountLowThreshold level of that buffer, in bytes, at which its low event fires
 */
public record DataConsumerDump(
        String id,
        boolean paused,
        boolean dataProducerPaused,
        List<Integer> subchannels,
        String dataProducerId,
        DataConsumerType type,
        @Nullable SctpStreamParameters sctpStreamParameters,
        String label,
        String protocol,
        long bufferedAmount,
        long bufferedAmountLowThreshold) {

    /** Copies the list. */
    public DataConsumerDump {
        subchannels = List.copyOf(subchannels);
    }
}
