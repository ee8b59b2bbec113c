package org.mafalda.mediasoup.dump;

import java.util.List;
import org.mafalda.mediasoup.ConsumerType;

/**
 * The inner state of a pipe consumer. Immutable.
 *
 * @param base what consumers of all types have
 * @param rtpStreams the RTP streams that it sends
 */
public record PipeConsumerDump(BaseConsumerDump base, List<RtpStreamDump> rtpStreams) implements ConsumerDump {

    /** Copies the list. */
    public PipeConsumerDump {
        rtpStreams = List.copyOf(rtpStreams);
    }

    @Override
    public ConsumerType type() {
        return ConsumerType.PIPE;
    }
}
