package org.mafalda.mediasoup.local.internal.fbs;

import static org.mafalda.mediasoup.local.internal.fbs.NotificationFbs.body;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ProducerScore;
import org.mafalda.mediasoup.ProducerVideoOrientation;
import org.mafalda.mediasoup.event.ProducerScoreEvent;
import org.mafalda.mediasoup.event.VideoOrientationChangeEvent;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;
import org.mafalda.mediasoup.worker.fbs.producer.Score;
import org.mafalda.mediasoup.worker.fbs.producer.ScoreNotification;
import org.mafalda.mediasoup.worker.fbs.producer.TraceNotification;
import org.mafalda.mediasoup.worker.fbs.producer.VideoOrientationChangeNotification;

/** What the worker tells of producers. */
final class ProducerNotificationFbs {
    private ProducerNotificationFbs() {}

    static @Nullable Object decode(Notification notification) {
        return switch (notification.event()) {
            case Event.PRODUCER_SCORE -> score(body(notification, new ScoreNotification()));
            case Event.PRODUCER_TRACE -> ProducerTraceFbs.read(body(notification, new TraceNotification()));
            case Event.PRODUCER_VIDEO_ORIENTATION_CHANGE ->
                videoOrientation(body(notification, new VideoOrientationChangeNotification()));
            default -> NotificationFbs.unknown(notification);
        };
    }

    private static ProducerScoreEvent score(ScoreNotification notification) {
        return new ProducerScoreEvent(VectorFbs.tables(
                notification.scoresLength(),
                new Score(),
                notification::scores,
                score -> new ProducerScore(
                        (int) score.encodingIdx(), score.ssrc(), OptionalFbs.text(score.rid()), score.score())));
    }

    private static VideoOrientationChangeEvent videoOrientation(VideoOrientationChangeNotification orientation) {
        return new VideoOrientationChangeEvent(
                new ProducerVideoOrientation(orientation.camera(), orientation.flip(), orientation.rotation()));
    }
}
