package org.mafalda.acceptance.media;

import java.util.List;
import java.util.Map;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpHeaderExtension;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;

/** Capabilities of endpoints that consume. */
public final class Devices {
    /** Opus, H264 and RTX. */
    public static final RtpCapabilities OPUS_H264 = new RtpCapabilities(
            List.of(
                    RtpCodecCapability.audio("audio/opus", 48000, 2)
                            .preferredPayloadType(100)
                            .rtcpFeedback(List.of(RtcpFeedback.of("nack")))
                            .build(),
                    RtpCodecCapability.video("video/H264", 90000)
                            .preferredPayloadType(101)
                            .parameters(Map.of(
                                    "level-asymmetry-allowed",
                                    1,
                                    "packetization-mode",
                                    1,
                                    "profile-level-id",
                                    "4d0032"))
                            .rtcpFeedback(RouterCodecs.VIDEO_FEEDBACK)
                            .build(),
                    RtpCodecCapability.video("video/rtx", 90000)
                            .preferredPayloadType(102)
                            .parameters(Map.of("apt", 101))
                            .build()),
            List.of(
                    extension(MediaKind.AUDIO, RtpHeaderExtensionUri.MID, 1),
                    extension(MediaKind.VIDEO, RtpHeaderExtensionUri.MID, 1),
                    extension(MediaKind.VIDEO, RtpHeaderExtensionUri.RTP_STREAM_ID, 2),
                    extension(MediaKind.AUDIO, RtpHeaderExtensionUri.ABS_SEND_TIME, 4),
                    extension(MediaKind.VIDEO, RtpHeaderExtensionUri.ABS_SEND_TIME, 4),
                    extension(MediaKind.AUDIO, RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 6),
                    extension(MediaKind.VIDEO, RtpHeaderExtensionUri.VIDEO_ORIENTATION, 8),
                    extension(MediaKind.VIDEO, RtpHeaderExtensionUri.TRANSMISSION_OFFSET, 9)));

    /** VP8 and VP9. */
    public static final RtpCapabilities VP8_VP9 = new RtpCapabilities(
            List.of(
                    RtpCodecCapability.video("video/VP8", 90000)
                            .preferredPayloadType(101)
                            .rtcpFeedback(RouterCodecs.VIDEO_FEEDBACK)
                            .build(),
                    RtpCodecCapability.video("video/VP9", 90000)
                            .preferredPayloadType(102)
                            .rtcpFeedback(RouterCodecs.VIDEO_FEEDBACK)
                            .build()),
            List.of());

    /** VP8 with transport-wide congestion control. */
    public static final RtpCapabilities VP8_TRANSPORT_CC =
            vp8("transport-cc", extension(MediaKind.VIDEO, RtpHeaderExtensionUri.TRANSPORT_WIDE_CC, 5));

    /** VP8 with congestion control by the receiver's estimation. */
    public static final RtpCapabilities VP8_REMB =
            vp8("goog-remb", extension(MediaKind.VIDEO, RtpHeaderExtensionUri.ABS_SEND_TIME, 4));

    /** A codec that no producer here uses. */
    public static final RtpCapabilities ISAC_ONLY = new RtpCapabilities(
            List.of(RtpCodecCapability.audio("audio/ISAC", 32000, 1)
                    .preferredPayloadType(100)
                    .build()),
            List.of());

    /** Nothing. */
    public static final RtpCapabilities NONE = new RtpCapabilities(List.of(), List.of());

    private Devices() {}

    private static RtpCapabilities vp8(String congestionControl, RtpHeaderExtension extension) {
        return new RtpCapabilities(
                List.of(RtpCodecCapability.video("video/VP8", 90000)
                        .preferredPayloadType(101)
                        .rtcpFeedback(List.of(
                                RtcpFeedback.of("nack"),
                                RtcpFeedback.of("nack", "pli"),
                                RtcpFeedback.of(congestionControl)))
                        .build()),
                List.of(extension));
    }

    private static RtpHeaderExtension extension(MediaKind kind, String uri, int id) {
        return new RtpHeaderExtension(kind, uri, id, false, null);
    }
}
