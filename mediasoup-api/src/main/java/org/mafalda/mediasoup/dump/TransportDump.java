package org.mafalda.mediasoup.dump;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.event.TransportTraceEventType;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpParameters;
import org.mafalda.mediasoup.transport.SctpState;

/** The inner state of a transport. Immutable. */
public sealed interface TransportDump
        permits WebRtcTransportDump, PlainTransportDump, PipeTransportDump, DirectTransportDump {
    /** What transports of all kinds have; the other methods here read it. */
    BaseTransportDump base();

    /** The transport. */
    default String id() {
        return base().id();
    }

    /** Ids of its producers. */
    default List<String> producerIds() {
        return base().producerIds();
    }

    /** Ids of its consumers. */
    default List<String> consumerIds() {
        return base().consumerIds();
    }

    /** Consumer id by the SSRC that the consumer sends. */
    default Map<Long, String> mapSsrcConsumerId() {
        return base().mapSsrcConsumerId();
    }

    /** Consumer id by the RTX SSRC that the consumer sends. */
    default Map<Long, String> mapRtxSsrcConsumerId() {
        return base().mapRtxSsrcConsumerId();
    }

    /** Ids of the header extensions that it reads in received RTP. */
    default RecvRtpHeaderExtensions recvRtpHeaderExtensions() {
        return base().recvRtpHeaderExtensions();
    }

    /** How received RTP finds its producer. */
    default RtpListenerDump rtpListener() {
        return base().rtpListener();
    }

    /** Largest message that data consumers may send, in bytes, 0 to 4294967295. */
    default long maxSendMessageSize() {
        return base().maxSendMessageSize();
    }

    /** Largest message that data producers may receive, in bytes, 0 to 4294967295. */
    default long maxReceiveMessageSize() {
        return base().maxReceiveMessageSize();
    }

    /** Ids of its data producers. */
    default List<String> dataProducerIds() {
        return base().dataProducerIds();
    }

    /** Ids of its data consumers. */
    default List<String> dataConsumerIds() {
        return base().dataConsumerIds();
    }

    /** The SCTP association; null without SCTP. */
    default @Nullable SctpParameters sctpParameters() {
        return base().sctpParameters();
    }

    /** Its state; null without SCTP. */
    default @Nullable SctpState sctpState() {
        return base().sctpState();
    }

    /** What both sides agreed on; null before that. */
    default @Nullable SctpNegotiatedCapabilities sctpNegotiatedCapabilities() {
        return base().sctpNegotiatedCapabilities();
    }

    /** How received messages find their data producer; null without SCTP. */
    default @Nullable SctpListenerDump sctpListener() {
        return base().sctpListener();
    }

    /** What it traces. */
    default List<TransportTraceEventType> traceEventTypes() {
        return base().traceEventTypes();
    }
}
