package org.mafalda.mediasoup.dump;

import java.util.List;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;

/**
 * What consumers of all types have. Immutable.
 *
 * @param id the consumer
 * @param producerId the producer that it consumes
 * @param kind audio or video
 * @param rtpParameters what it sends
 * @param consumableRtpEncodings the encodings of its producer, with the SSRCs inside the router
 * @param supportedCodecPayloadTypes payload types that it forwards, 0 to 127
 * @param traceEventTypes what it traces
 * @param paused whether it is paused
 * @param producerPaused whether its producer is paused
 * @param priority its share of scarce bandwidth, 1 to 255
 */
public record BaseConsumerDump(
        String id,
        String producerId,
        MediaKind kind,
        RtpParameters rtpParameters,
        List<RtpEncodingParameters> consumableRtpEncodings,
        List<Integer> supportedCodecPayloadTypes,
        List<ConsumerTraceEventType> traceEventTypes,
        boolean paused,
        boolean producerPaused,
        int priority) {

    /** Copies the collections. */
    public BaseConsumerDump {
        consumableRtpEncodings = List.copyOf(consumableRtpEncodings);
        supportedCodecPayloadTypes = List.copyOf(supportedCodecPayloadTypes);
        traceEventTypes = List.copyOf(traceEventTypes);
    }
}
