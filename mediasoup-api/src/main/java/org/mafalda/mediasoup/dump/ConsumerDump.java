package org.mafalda.mediasoup.dump;

import java.util.List;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** The inner state of a consumer. Immutable. */
public sealed interface ConsumerDump
        permits SimpleConsumerDump, SimulcastConsumerDump, SvcConsumerDump, PipeConsumerDump {
    /** The type of the consumer, which is that of the record. */
    ConsumerType type();

    /** What consumers of all types have; other methods here read it. */
    BaseConsumerDump base();

    /** The consumer. */
    default String id() {
        return base().id();
    }

    /** The producer that it consumes. */
    default String producerId() {
        return base().producerId();
    }

    /** Audio or video. */
    default MediaKind kind() {
        return base().kind();
    }

    /** What it sends. */
    default RtpParameters rtpParameters() {
        return base().rtpParameters();
    }

    /** The encodings of its producer, with the SSRCs inside the router. */
    default List<RtpEncodingParameters> consumableRtpEncodings() {
        return base().consumableRtpEncodings();
    }

    /** Payload types that it forwards, 0 to 127. */
    default List<Integer> supportedCodecPayloadTypes() {
        return base().supportedCodecPayloadTypes();
    }

    /** What it traces. */
    default List<ConsumerTraceEventType> traceEventTypes() {
        return base().traceEventTypes();
    }

    /** Whether it is paused. */
    default boolean paused() {
        return base().paused();
    }

    /** Whether its producer is paused. */
    default boolean producerPaused() {
        return base().producerPaused();
    }

    /** Its share of scarce bandwidth, 1 to 255. */
    default int priority() {
        return base().priority();
    }
}
