package org.mafalda.mediasoup.local.internal.fbs;

import java.nio.ByteBuffer;
import java.util.Set;
import org.mafalda.mediasoup.event.TransportTraceEventType;
import org.mafalda.mediasoup.local.internal.channel.Notification;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.transport.CloseConsumerRequest;
import org.mafalda.mediasoup.worker.fbs.transport.CloseDataConsumerRequest;
import org.mafalda.mediasoup.worker.fbs.transport.CloseDataProducerRequest;
import org.mafalda.mediasoup.worker.fbs.transport.CloseProducerRequest;
import org.mafalda.mediasoup.worker.fbs.transport.EnableTraceEventRequest;
import org.mafalda.mediasoup.worker.fbs.transport.SendRtcpNotification;
import org.mafalda.mediasoup.worker.fbs.transport.SetMaxIncomingBitrateRequest;
import org.mafalda.mediasoup.worker.fbs.transport.SetMaxOutgoingBitrateRequest;
import org.mafalda.mediasoup.worker.fbs.transport.SetMinOutgoingBitrateRequest;

/** What transports of all kinds are asked, but for the creation of producers and consumers. */
public final class TransportFbs {
    private TransportFbs() {}

    /** Limits the incoming bitrate, in bit/s; 0 for no limit. */
    public static Request<Boolean> setMaxIncomingBitrate(String transportId, long bitrate) {
        return Request.of(
                "transport.setMaxIncomingBitrate",
                Method.TRANSPORT_SET_MAX_INCOMING_BITRATE,
                transportId,
                Body.Transport_SetMaxIncomingBitrateRequest,
                builder -> SetMaxIncomingBitrateRequest.createSetMaxIncomingBitrateRequest(builder, bitrate));
    }

    /** Limits the outgoing bitrate, in bit/s; 0 for no limit. */
    public static Request<Boolean> setMaxOutgoingBitrate(String transportId, long bitrate) {
        return Request.of(
                "transport.setMaxOutgoingBitrate",
                Method.TRANSPORT_SET_MAX_OUTGOING_BITRATE,
                transportId,
                Body.Transport_SetMaxOutgoingBitrateRequest,
                builder -> SetMaxOutgoingBitrateRequest.createSetMaxOutgoingBitrateRequest(builder, bitrate));
    }

    /** Sets the least estimate of the outgoing bitrate, in bit/s; 0 for none. */
    public static Request<Boolean> setMinOutgoingBitrate(String transportId, long bitrate) {
        return Request.of(
                "transport.setMinOutgoingBitrate",
                Method.TRANSPORT_SET_MIN_OUTGOING_BITRATE,
                transportId,
                Body.Transport_SetMinOutgoingBitrateRequest,
                builder -> SetMinOutgoingBitrateRequest.createSetMinOutgoingBitrateRequest(builder, bitrate));
    }

    /** Traces these and nothing else. */
    public static Request<Boolean> enableTraceEvent(String transportId, Set<TransportTraceEventType> types) {
        return Request.of(
                "transport.enableTraceEvent",
                Method.TRANSPORT_ENABLE_TRACE_EVENT,
                transportId,
                Body.Transport_EnableTraceEventRequest,
                builder -> EnableTraceEventRequest.createEnableTraceEventRequest(
                        builder,
                        EnableTraceEventRequest.createEventsVector(builder, TransportTraceFbs.TYPE.write(types))));
    }

    /** Closes a producer. */
    public static Request<Boolean> closeProducer(String transportId, String producerId) {
        return Request.of(
                "transport.closeProducer",
                Method.TRANSPORT_CLOSE_PRODUCER,
                transportId,
                Body.Transport_CloseProducerRequest,
                builder -> CloseProducerRequest.createCloseProducerRequest(builder, builder.createString(producerId)));
    }

    /** Closes a consumer. */
    public static Request<Boolean> closeConsumer(String transportId, String consumerId) {
        return Request.of(
                "transport.closeConsumer",
                Method.TRANSPORT_CLOSE_CONSUMER,
                transportId,
                Body.Transport_CloseConsumerRequest,
                builder -> CloseConsumerRequest.createCloseConsumerRequest(builder, builder.createString(consumerId)));
    }

    /** Closes a data producer. */
    public static Request<Boolean> closeDataProducer(String transportId, String dataProducerId) {
        return Request.of(
                "transport.closeDataProducer",
                Method.TRANSPORT_CLOSE_DATAPRODUCER,
                transportId,
                Body.Transport_CloseDataProducerRequest,
                builder -> CloseDataProducerRequest.createCloseDataProducerRequest(
                        builder, builder.createString(dataProducerId)));
    }

    /** Closes a data consumer. */
    public static Request<Boolean> closeDataConsumer(String transportId, String dataConsumerId) {
        return Request.of(
                "transport.closeDataConsumer",
                Method.TRANSPORT_CLOSE_DATACONSUMER,
                transportId,
                Body.Transport_CloseDataConsumerRequest,
                builder -> CloseDataConsumerRequest.createCloseDataConsumerRequest(
                        builder, builder.createString(dataConsumerId)));
    }

    /** Hands an RTCP packet to a direct transport; the position of the buffer stays. */
    public static Notification sendRtcp(String transportId, ByteBuffer packet) {
        return new Notification(
                Event.TRANSPORT_SEND_RTCP,
                transportId,
                org.mafalda.mediasoup.worker.fbs.notification.Body.Transport_SendRtcpNotification,
                builder -> SendRtcpNotification.createSendRtcpNotification(
                        builder, SendRtcpNotification.createDataVector(builder, packet.duplicate())));
    }
}
