package org.mafalda.mediasoup.dump;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/**
 * The inner state of a data producer. Immutable.
 *
 * @param id the data producer
 * @param paused whether it is paused
 * @param type how its messages arrive
 * @param sctpStreamParameters its SCTP stream; null for the direct type
 * @param label label of the data channel; may be empty
 * @param protocol sub-protocol of the data channel; may be empty
 */
public record DataProducerDump(
        String id,
        boolean paused,
        DataProducerType type,
        @Nullable SctpStreamParameters sctpStreamParameters,
        String label,
        String protocol) {}
