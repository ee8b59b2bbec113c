package org.mafalda.mediasoup.dump;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.event.TransportTraceEventType;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;

/**
 * What transports of all kinds have. Immutable.
 *
 * @param id the transport
 * @param producerIds ids of its producers
 * @param consumerIds ids of its consumers
 * @param mapSsrcConsumerId consumer id by the SSRC that the consumer sends
 * @param mapRtxSsrcConsumerId consumer id by the RTX SSRC that the consumer sends
 * @param recvRtpHeaderExtensions ids of the header extensions that it reads in received RTP
 * @param rtpListener how received RTP finds its producer
 * @param maxSendMessageSize largest message that data consumers may send, in bytes, 0 to 4294967295
 * @param maxReceiveMessageSize largest message that data producers may receive, in bytes, 0 to 4294967295
 * @param dataProducerIds ids of its data producers
 * @param dataConsumerIds ids of its data consumers
 * @param sctpParameters the SCTP association; null without SCTP
 * @param sctpState its state; null without SCTP
 * @param sctpNegotiatedCapabilities what both sides agreed on; null before that
 * @param sctpListener how received messages find their data producer; null without SCTP
 * @param traceEventTypes what it traces
 */
public record BaseTransportDump(
        String id,
        List<String> producerIds,
        List<String> consumerIds,
        Map<Long, String> mapSsrcConsumerId,
        Map<Long, String> mapRtxSsrcConsumerId,
        RecvRtpHeaderExtensions recvRtpHeaderExtensions,
        RtpListenerDump rtpListener,
        long maxSendMessageSize,
        long maxReceiveMessageSize,
        List<String> dataProducerIds,
        List<String> dataConsumerIds,
        @Nullable SctpParameters sctpParameters,
        @Nullable SctpState sctpState,
        @Nullable SctpNegotiatedCapabilities sctpNegotiatedCapabilities,
        @Nullable SctpListenerDump sctpListener,
        List<TransportTraceEventType> traceEventTypes) {

    /** Copies the collections. */
    public BaseTransportDump {
        producerIds = List.copyOf(producerIds);
        consumerIds = List.copyOf(consumerIds);
        mapSsrcConsumerId = OrderedMap.copyOf(mapSsrcConsumerId);
        mapRtxSsrcConsumerId = OrderedMap.copyOf(mapRtxSsrcConsumerId);
        dataProducerIds = List.copyOf(dataProducerIds);
        dataConsumerIds = List.copyOf(dataConsumerIds);
        traceEventTypes = List.copyOf(traceEventTypes);
    }
}
