package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.Table;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker tells by itself. */
public final class NotificationFbs {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationFbs.class);
    private static final Set<Integer> UNKNOWN = ConcurrentHashMap.newKeySet();

    private NotificationFbs() {}

    /** Whether it carries a packet for a direct transport, of which there may be very many. */
    static boolean isPacket(Notification notification) {
        return switch (notification.event()) {
            case Event.CONSUMER_RTP, Event.DIRECTTRANSPORT_RTCP, Event.DATACONSUMER_MESSAGE -> true;
            default -> false;
        };
    }

    /**
     * The public event or value that says the same; a notice of this package where the public one needs what the worker
     * does not know; null for an event that is unknown here. Nothing of the notification is kept.
     */
    public static @Nullable Object decode(Notification notification) {
        return switch (notification.event()) {
            case Event.WORKER_RUNNING -> new WorkerRunningNotice();
            case Event.TRANSPORT_SCTP_STATE_CHANGE,
                    Event.TRANSPORT_SCTP_NEGOTIATED_CAPABILITIES,
                    Event.TRANSPORT_TRACE,
                    Event.WEBRTCTRANSPORT_ICE_SELECTED_TUPLE_CHANGE,
                    Event.WEBRTCTRANSPORT_ICE_STATE_CHANGE,
                    Event.WEBRTCTRANSPORT_DTLS_STATE_CHANGE,
                    Event.PLAINTRANSPORT_TUPLE,
                    Event.PLAINTRANSPORT_RTCP_TUPLE,
                    Event.DIRECTTRANSPORT_RTCP -> TransportNotificationFbs.decode(notification);
            case Event.PRODUCER_SCORE, Event.PRODUCER_TRACE, Event.PRODUCER_VIDEO_ORIENTATION_CHANGE ->
                ProducerNotificationFbs.decode(notification);
            case Event.CONSUMER_PRODUCER_PAUSE,
                    Event.CONSUMER_PRODUCER_RESUME,
                    Event.CONSUMER_PRODUCER_CLOSE,
                    Event.CONSUMER_LAYERS_CHANGE,
                    Event.CONSUMER_RTP,
                    Event.CONSUMER_SCORE,
                    Event.CONSUMER_TRACE -> ConsumerNotificationFbs.decode(notification);
            case Event.DATACONSUMER_BUFFERED_AMOUNT_LOW,
                    Event.DATACONSUMER_SCTP_SENDBUFFER_FULL,
                    Event.DATACONSUMER_DATAPRODUCER_PAUSE,
                    Event.DATACONSUMER_DATAPRODUCER_RESUME,
                    Event.DATACONSUMER_DATAPRODUCER_CLOSE,
                    Event.DATACONSUMER_MESSAGE -> DataConsumerNotificationFbs.decode(notification);
            case Event.ACTIVESPEAKEROBSERVER_DOMINANT_SPEAKER,
                    Event.AUDIOLEVELOBSERVER_SILENCE,
                    Event.AUDIOLEVELOBSERVER_VOLUMES -> RtpObserverNotificationFbs.decode(notification);
            default -> unknown(notification);
        };
    }

    /** Says once per event that it is unknown. */
    static @Nullable Object unknown(Notification notification) {
        if (UNKNOWN.add(notification.event())) {
            LOG.debug(
                    "Worker sent an unknown notification [event:{}, handlerId:{}]",
                    notification.event(),
                    notification.handlerId());
        }
        return null;
    }

    /** Points the table at the body, which must be there. */
    static <B extends Table> B body(Notification notification, B table) {
        if (notification.body(table) == null) {
            throw new IllegalStateException("Notification has no body [event:" + notification.event() + "]");
        }
        return table;
    }
}
