package org.mafalda.mediasoup;

import org.mafalda.mediasoup.event.DominantSpeakerEvent;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** Tells which audio producer is the dominant speaker (Volfin and Cohen, 2012). */
@Remote
public non-sealed interface ActiveSpeakerObserver extends RtpObserver {
    /** When another producer became the dominant speaker. */
    Subscription onDominantSpeaker(Listener<DominantSpeakerEvent> listener);
}
