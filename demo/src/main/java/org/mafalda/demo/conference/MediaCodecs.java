package org.mafalda.demo.conference;

import java.util.List;
import java.util.Map;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;

/** What the rooms forward: what every browser has. */
final class MediaCodecs {
    static final List<RtpCodecCapability> ALL = List.of(
            RtpCodecCapability.audio("audio/opus", 48_000, 2).build(),
            RtpCodecCapability.video("video/VP8", 90_000).build(),
            RtpCodecCapability.video("video/H264", 90_000)
                    .parameters(
                            Map.of("packetization-mode", 1, "profile-level-id", "42e01f", "level-asymmetry-allowed", 1))
                    .build());

    private MediaCodecs() {}
}
