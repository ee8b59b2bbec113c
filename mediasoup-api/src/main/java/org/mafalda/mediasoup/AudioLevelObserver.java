package org.mafalda.mediasoup;

import org.mafalda.mediasoup.event.SilenceEvent;
import org.mafalda.mediasoup.event.VolumesEvent;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** Tells how loud audio producers are (header extension {@code ssrc-audio-level}, RFC 6464). */
@Remote
public non-sealed interface AudioLevelObserver extends RtpObserver {
    /** Once per interval while somebody is audible. */
    @Coalesced
    Subscription onVolumes(Listener<VolumesEvent> listener);

    /** When nobody is audible any more. */
    Subscription onSilence(Listener<SilenceEvent> listener);
}
