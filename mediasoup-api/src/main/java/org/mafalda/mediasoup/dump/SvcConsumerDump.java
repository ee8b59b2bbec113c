package org.mafalda.mediasoup.dump;

import org.mafalda.mediasoup.ConsumerType;

/**
 * The inner state of an SVC consumer. Immutable.
 *
 * @param base what consumers of all types have
 * @param rtpStream the RTP stream that it sends
 * @param preferredSpatialLayer wanted spatial layer, from 0; -1: none
 * @param targetSpatialLayer aimed-at spatial layer, from 0; -1: none
 * @param currentSpatialLayer forwarded spatial layer, from 0; -1: none
 * @param preferredTemporalLayer wanted temporal layer, from 0; -1: none
 * @param targetTemporalLayer aimed-at temporal layer, from 0; -1: none
 * @param currentTemporalLayer forwarded temporal layer, from 0; -1: none
 */
public record SvcConsumerDump(
        BaseConsumerDump base,
        RtpStreamDump rtpStream,
        int preferredSpatialLayer,
        int targetSpatialLayer,
        int currentSpatialLayer,
        int preferredTemporalLayer,
        int targetTemporalLayer,
        int currentTemporalLayer)
        implements ConsumerDump {

    @Override
    public ConsumerType type() {
        return ConsumerType.SVC;
    }
}
