package org.mafalda.mediasoup.dump;

import org.mafalda.mediasoup.ConsumerType;

/**
 * The inner state of a consumer of one stream without layers. Immutable.
 *
 * @param base what consumers of all types have
 * @param rtpStream the RTP stream that it sends
 */
public record SimpleConsumerDump(BaseConsumerDump base, RtpStreamDump rtpStream) implements ConsumerDump {

    @Override
    public ConsumerType type() {
        return ConsumerType.SIMPLE;
    }
}
