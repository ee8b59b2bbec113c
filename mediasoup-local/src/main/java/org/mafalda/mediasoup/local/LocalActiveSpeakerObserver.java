package org.mafalda.mediasoup.local;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.RtpObserverType;
import org.mafalda.mediasoup.event.DominantSpeakerEvent;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.DominantSpeakerNotice;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;

/** An observer of the dominant speaker in a worker on this machine. */
final class LocalActiveSpeakerObserver extends LocalRtpObserver implements ActiveSpeakerObserver {
    private final List<Place<?>> places;
    private final Signal<DominantSpeakerEvent> onDominantSpeaker = new Signal<>();

    LocalActiveSpeakerObserver(LocalRouter router, String id, Map<String, @Nullable Object> appData) {
        super(router, id, appData);
        this.places = List.of(router.place(this));
    }

    @Override
    public RtpObserverType type() {
        return RtpObserverType.ACTIVE_SPEAKER;
    }

    @Override
    public Subscription onDominantSpeaker(Listener<DominantSpeakerEvent> listener) {
        return onDominantSpeaker.subscribe(listener);
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof DominantSpeakerNotice notice) {
            Producer producer = producer(notice.producerId());
            if (producer != null) {
                fire(onDominantSpeaker, "onDominantSpeaker", new DominantSpeakerEvent(producer), Change.builder());
            }
        }
    }
}
