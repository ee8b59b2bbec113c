package org.mafalda.mediasoup.local.internal.fbs;

import static org.mafalda.mediasoup.local.internal.fbs.NotificationFbs.body;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.event.BufferedAmountLowEvent;
import org.mafalda.mediasoup.event.DataProducerPauseEvent;
import org.mafalda.mediasoup.event.DataProducerResumeEvent;
import org.mafalda.mediasoup.event.MessageEvent;
import org.mafalda.mediasoup.event.SctpSendBufferFullEvent;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.BufferedAmountLowNotification;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.MessageNotification;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;

/** What the worker tells of data consumers. */
final class DataConsumerNotificationFbs {
    private DataConsumerNotificationFbs() {}

    static @Nullable Object decode(Notification notification) {
        return switch (notification.event()) {
            case Event.DATACONSUMER_MESSAGE -> message(body(notification, new MessageNotification()));
            case Event.DATACONSUMER_DATAPRODUCER_PAUSE -> new DataProducerPauseEvent();
            case Event.DATACONSUMER_DATAPRODUCER_RESUME -> new DataProducerResumeEvent();
            case Event.DATACONSUMER_DATAPRODUCER_CLOSE -> new DataProducerCloseNotice();
            case Event.DATACONSUMER_SCTP_SENDBUFFER_FULL -> new SctpSendBufferFullEvent();
            case Event.DATACONSUMER_BUFFERED_AMOUNT_LOW ->
                new BufferedAmountLowEvent(
                        body(notification, new BufferedAmountLowNotification()).bufferedAmount());
            default -> NotificationFbs.unknown(notification);
        };
    }

    private static MessageEvent message(MessageNotification message) {
        return new MessageEvent(
                new DataMessage(VectorFbs.copy(message.dataAsByteBuffer()), message.ppid(), null, null, null));
    }
}
