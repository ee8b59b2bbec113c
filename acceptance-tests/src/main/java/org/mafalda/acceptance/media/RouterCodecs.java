package org.mafalda.acceptance.media;

import java.util.List;
import java.util.Map;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;

/** Media codecs of routers. */
public final class RouterCodecs {
    /** Feedback that endpoints offer for video. */
    public static final List<RtcpFeedback> VIDEO_FEEDBACK = List.of(
            RtcpFeedback.of("nack"),
            RtcpFeedback.of("nack", "pli"),
            RtcpFeedback.of("ccm", "fir"),
            RtcpFeedback.of("goog-remb"));

    /** Opus, VP8 and H264, with parameters that mediasoup does not know. */
    public static final List<RtpCodecCapability> OPUS_VP8_H264 = List.of(
            RtpCodecCapability.audio("audio/opus", 48000, 2)
                    .parameters(Map.of("useinbandfec", 1, "foo", "bar"))
                    .build(),
            RtpCodecCapability.video("video/VP8", 90000).build(),
            RtpCodecCapability.video("video/H264", 90000)
                    .parameters(Map.of(
                            "level-asymmetry-allowed",
                            1,
                            "packetization-mode",
                            1,
                            "profile-level-id",
                            "4d0032",
                            "foo",
                            "bar"))
                    .build());

    /** VP8 and VP9. */
    public static final List<RtpCodecCapability> VP8_VP9 = List.of(
            RtpCodecCapability.video("video/VP8", 90000)
                    .rtcpFeedback(VIDEO_FEEDBACK)
                    .build(),
            RtpCodecCapability.video("video/VP9", 90000)
                    .rtcpFeedback(VIDEO_FEEDBACK)
                    .build());

    /** Codecs that mediasoup does not support. */
    public static final List<RtpCodecCapability> UNSUPPORTED = List.of(
            RtpCodecCapability.audio("audio/x-aiff", 8000, 1).build(),
            RtpCodecCapability.video("video/3gpp", 90000).build());

    private RouterCodecs() {}
}
