package org.mafalda.mediasoup;

/** The kinds of RTP observers. */
public enum RtpObserverType {
    /** An {@link AudioLevelObserver}. */
    AUDIO_LEVEL("audiolevel"),
    /** An {@link ActiveSpeakerObserver}. */
    ACTIVE_SPEAKER("activespeaker");

    private final String text;

    RtpObserverType(String text) {
        this.text = text;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
