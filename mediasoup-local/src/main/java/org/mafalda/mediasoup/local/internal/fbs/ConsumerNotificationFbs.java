package org.mafalda.mediasoup.local.internal.fbs;

import static org.mafalda.mediasoup.local.internal.fbs.NotificationFbs.body;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.event.ConsumerScoreEvent;
import org.mafalda.mediasoup.event.LayersChangeEvent;
import org.mafalda.mediasoup.event.ProducerPauseEvent;
import org.mafalda.mediasoup.event.ProducerResumeEvent;
import org.mafalda.mediasoup.event.RtpEvent;
import org.mafalda.mediasoup.worker.fbs.consumer.LayersChangeNotification;
import org.mafalda.mediasoup.worker.fbs.consumer.RtpNotification;
import org.mafalda.mediasoup.worker.fbs.consumer.ScoreNotification;
import org.mafalda.mediasoup.worker.fbs.consumer.TraceNotification;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;

/** What the worker tells of consumers. */
final class ConsumerNotificationFbs {
    private ConsumerNotificationFbs() {}

    static @Nullable Object decode(Notification notification) {
        return switch (notification.event()) {
            case Event.CONSUMER_RTP ->
                new RtpEvent(
                        VectorFbs.copy(body(notification, new RtpNotification()).dataAsByteBuffer()));
            case Event.CONSUMER_PRODUCER_PAUSE -> new ProducerPauseEvent();
            case Event.CONSUMER_PRODUCER_RESUME -> new ProducerResumeEvent();
            case Event.CONSUMER_PRODUCER_CLOSE -> new ProducerCloseNotice();
            case Event.CONSUMER_LAYERS_CHANGE ->
                new LayersChangeEvent(ConsumerLayersFbs.read(
                        body(notification, new LayersChangeNotification()).layers()));
            case Event.CONSUMER_SCORE ->
                new ConsumerScoreEvent(ConsumerScoreFbs.read(
                        body(notification, new ScoreNotification()).score()));
            case Event.CONSUMER_TRACE -> ConsumerTraceFbs.read(body(notification, new TraceNotification()));
            default -> NotificationFbs.unknown(notification);
        };
    }
}
