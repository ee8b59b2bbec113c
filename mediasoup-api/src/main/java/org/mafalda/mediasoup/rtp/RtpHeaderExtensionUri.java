package org.mafalda.mediasoup.rtp;

/**
 * URIs of the RTP header extensions that mediasoup knows (RFC 8285).
 *
 * <p>Header extensions name themselves by a {@code String}, because endpoints announce extensions that mediasoup does
 * not know; those are ignored in capabilities and refused in the parameters of a producer.
 */
public final class RtpHeaderExtensionUri {
    /** Media identification, the SDP {@code mid} (RFC 9143). */
    public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /** The RID of a simulcast stream (RFC 8852). */
    public static final String RTP_STREAM_ID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

    /** The RID of the stream that an RTX stream repairs (RFC 8852). */
    public static final String REPAIRED_RTP_STREAM_ID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    /** Absolute send time, for the receiver's bandwidth estimation (REMB). */
    public static final String ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    /** Transport-wide sequence numbers, for the sender's bandwidth estimation. */
    public static final String TRANSPORT_WIDE_CC =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    /** Audio level of the packet (RFC 6464). */
    public static final String SSRC_AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

    /** Dependency descriptor of AV1 and other layered codecs. */
    public static final String DEPENDENCY_DESCRIPTOR =
            "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

    /** Camera orientation (3GPP TS 26.114). */
    public static final String VIDEO_ORIENTATION = "urn:3gpp:video-orientation";

    /** Transmission time offset (RFC 5450). */
    public static final String TRANSMISSION_OFFSET = "urn:ietf:params:rtp-hdrext:toffset";

    /** Absolute capture time. */
    public static final String ABS_CAPTURE_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";

    /** Bounds of the receiver's playout delay. */
    public static final String PLAYOUT_DELAY = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

    /** mediasoup's own packet number. */
    public static final String PACKET_ID = "urn:mediasoup:params:rtp-hdrext:packet-id";

    private RtpHeaderExtensionUri() {}
}
