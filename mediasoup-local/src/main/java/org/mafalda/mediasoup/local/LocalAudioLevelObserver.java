package org.mafalda.mediasoup.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.RtpObserverType;
import org.mafalda.mediasoup.event.AudioLevelVolume;
import org.mafalda.mediasoup.event.SilenceEvent;
import org.mafalda.mediasoup.event.VolumesEvent;
import org.mafalda.mediasoup.layers.internal.Place;
import org.mafalda.mediasoup.local.internal.fbs.VolumesNotice;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Signal;

/** An observer of audio levels in a worker on this machine. */
final class LocalAudioLevelObserver extends LocalRtpObserver implements AudioLevelObserver {
    private final List<Place<?>> places;
    private final Signal<VolumesEvent> onVolumes = new Signal<>();
    private final Signal<SilenceEvent> onSilence = new Signal<>();

    LocalAudioLevelObserver(LocalRouter router, String id, Map<String, @Nullable Object> appData) {
        super(router, id, appData);
        this.places = List.of(router.place(this));
    }

    @Override
    public RtpObserverType type() {
        return RtpObserverType.AUDIO_LEVEL;
    }

    @Override
    public Subscription onVolumes(Listener<VolumesEvent> listener) {
        return onVolumes.subscribe(listener);
    }

    @Override
    public Subscription onSilence(Listener<SilenceEvent> listener) {
        return onSilence.subscribe(listener);
    }

    @Override
    protected List<Place<?>> places() {
        return places;
    }

    @Override
    void notified(Object notification) {
        if (notification instanceof VolumesNotice notice) {
            List<AudioLevelVolume> volumes = live(notice);
            if (!volumes.isEmpty()) {
                fire(onVolumes, "onVolumes", new VolumesEvent(volumes), Change.builder());
            }
        } else if (notification instanceof SilenceEvent event) {
            fire(onSilence, "onSilence", event, Change.builder());
        }
    }

    /** The volumes without those of producers that have closed meanwhile. */
    private List<AudioLevelVolume> live(VolumesNotice notice) {
        List<AudioLevelVolume> volumes = new ArrayList<>(notice.volumes().size());
        for (VolumesNotice.Volume volume : notice.volumes()) {
            Producer producer = producer(volume.producerId());
            if (producer != null) {
                volumes.add(new AudioLevelVolume(producer, volume.volume()));
            }
        }
        return volumes;
    }
}
