package org.mafalda.mediasoup.local.internal.fbs;

import static org.mafalda.mediasoup.local.internal.fbs.NotificationFbs.body;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.event.SilenceEvent;
import org.mafalda.mediasoup.worker.fbs.activespeakerobserver.DominantSpeakerNotification;
import org.mafalda.mediasoup.worker.fbs.audiolevelobserver.Volume;
import org.mafalda.mediasoup.worker.fbs.audiolevelobserver.VolumesNotification;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;

/** What the worker tells of RTP observers. */
final class RtpObserverNotificationFbs {
    private RtpObserverNotificationFbs() {}

    static @Nullable Object decode(Notification notification) {
        return switch (notification.event()) {
            case Event.ACTIVESPEAKEROBSERVER_DOMINANT_SPEAKER ->
                new DominantSpeakerNotice(
                        body(notification, new DominantSpeakerNotification()).producerId());
            case Event.AUDIOLEVELOBSERVER_SILENCE -> new SilenceEvent();
            case Event.AUDIOLEVELOBSERVER_VOLUMES -> volumes(body(notification, new VolumesNotification()));
            default -> NotificationFbs.unknown(notification);
        };
    }

    private static VolumesNotice volumes(VolumesNotification notification) {
        return new VolumesNotice(VectorFbs.tables(
                notification.volumesLength(),
                new Volume(),
                notification::volumes,
                volume -> new VolumesNotice.Volume(volume.producerId(), volume.volume())));
    }
}
