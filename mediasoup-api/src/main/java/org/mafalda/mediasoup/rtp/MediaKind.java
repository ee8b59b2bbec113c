package org.mafalda.mediasoup.rtp;

import java.util.Locale;

/** The kind of a media stream. */
public enum MediaKind {
    /** Sound. */
    AUDIO,
    /** Moving pictures. */
    VIDEO;

    /** The name in SDP and in mediasoup: {@code "audio"} or {@code "video"}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
