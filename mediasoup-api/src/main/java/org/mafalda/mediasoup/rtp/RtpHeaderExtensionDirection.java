package org.mafalda.mediasoup.rtp;

import java.util.Locale;

/** Which way mediasoup supports an RTP header extension, seen from mediasoup. */
public enum RtpHeaderExtensionDirection {
    /** mediasoup can send and receive the extension. */
    SENDRECV,
    /** mediasoup can send the extension, not receive it. */
    SENDONLY,
    /** mediasoup can receive the extension, not send it. */
    RECVONLY,
    /** The extension is not in use. */
    INACTIVE;

    /** The name in SDP and in mediasoup, for instance {@code "sendrecv"}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
