package org.mafalda.acceptance.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpFeedback;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** Options of producers. */
public final class Sources {
    /** The application data of the sources here that have any. */
    public static final Map<String, @Nullable Object> APP_DATA = Map.of("foo", 1L, "bar", "2");

    /** Media stream identification of {@link #opus}. */
    public static final String MSID = "1111-1111-1111-1111 2222-2222-2222-2222";

    private Sources() {}

    /** Opus with MID, SSRC, CNAME and MSID. */
    public static ProducerOptions opus() {
        return audio(opusParameters("AUDIO", 111)
                .encodings(List.of(ssrc(11111111).build()))
                .msid(MSID)
                .build());
    }

    /** Opus with a MID, without encodings. */
    public static ProducerOptions opusWithoutEncodings() {
        return audio(opusParameters("AUDIO", 0).build());
    }

    /** Plain Opus with that SSRC, without header extensions. */
    public static ProducerOptions opus(long ssrc) {
        return audio(RtpParameters.builder(List.of(opusCodec(100).build()))
                .encodings(List.of(ssrc(ssrc).build()))
                .rtcp(new RtcpParameters("plain-audio", null))
                .build());
    }

    /** H264 in four streams with RTX, each with these layers: {@code "L1T5"}; null for none but in the first. */
    public static ProducerOptions h264Simulcast(@Nullable String scalabilityMode) {
        List<RtpEncodingParameters> encodings = new ArrayList<>();
        for (long ssrc = 22222222; ssrc <= 22222228; ssrc += 2) {
            RtpEncodingParameters.Builder encoding = ssrc(ssrc).rtx(new RtpEncodingParameters.Rtx(ssrc + 1));
            if (scalabilityMode != null) {
                encoding.scalabilityMode(scalabilityMode);
            } else if (encodings.isEmpty()) {
                encoding.scalabilityMode("L1T3");
            }
            encodings.add(encoding.build());
        }
        return video(RtpParameters.builder(List.of(h264Codec(), rtxCodec(113, 112)))
                .mid("VIDEO")
                .headerExtensions(List.of(
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 10),
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.VIDEO_ORIENTATION, 13)))
                .encodings(encodings)
                .rtcp(new RtcpParameters("video-1", null))
                .build());
    }

    /** VP8 with these encodings. */
    public static ProducerOptions vp8(RtpEncodingParameters... encodings) {
        return vpx("video/VP8", encodings);
    }

    /** VP8 in three streams with five temporal layers each. */
    public static ProducerOptions vp8Simulcast() {
        return vp8(
                ssrc(44444441).scalabilityMode("L1T5").build(),
                ssrc(44444442).scalabilityMode("L1T5").build(),
                ssrc(44444443).scalabilityMode("L1T5").build());
    }

    /** VP9 with three spatial and three temporal layers in one stream. */
    public static ProducerOptions vp9Svc() {
        return vpx("video/VP9", ssrc(33333333).scalabilityMode("L3T3").build());
    }

    private static ProducerOptions vpx(String mimeType, RtpEncodingParameters... encodings) {
        return video(RtpParameters.builder(List.of(RtpCodecParameters.builder(mimeType, 96, 90000)
                        .rtcpFeedback(RouterCodecs.VIDEO_FEEDBACK)
                        .build()))
                .encodings(List.of(encodings))
                .rtcp(new RtcpParameters("test", null))
                .build());
    }

    /** An encoding with that SSRC. */
    public static RtpEncodingParameters.Builder ssrc(long ssrc) {
        return RtpEncodingParameters.builder().ssrc(ssrc);
    }

    /** Opus with that payload type. */
    public static RtpCodecParameters.Builder opusCodec(int payloadType) {
        return RtpCodecParameters.builder("audio/opus", payloadType, 48000).channels(2);
    }

    /** H264 with payload type 112. */
    public static RtpCodecParameters h264Codec() {
        return RtpCodecParameters.builder("video/h264", 112, 90000)
                .parameters(Map.of("packetization-mode", 1, "profile-level-id", "4d0032"))
                .rtcpFeedback(
                        List.of(RtcpFeedback.of("nack"), RtcpFeedback.of("nack", "pli"), RtcpFeedback.of("goog-remb")))
                .build();
    }

    /** RTX for that payload type. */
    public static RtpCodecParameters rtxCodec(int payloadType, int associated) {
        return RtpCodecParameters.builder("video/rtx", payloadType, 90000)
                .parameters(Map.of("apt", associated))
                .build();
    }

    /** Options of an audio producer. */
    public static ProducerOptions audio(RtpParameters parameters) {
        return ProducerOptions.builder(MediaKind.AUDIO, parameters)
                .appData(APP_DATA)
                .build();
    }

    /** Options of a video producer. */
    public static ProducerOptions video(RtpParameters parameters) {
        return ProducerOptions.builder(MediaKind.VIDEO, parameters)
                .appData(APP_DATA)
                .build();
    }

    private static RtpParameters.Builder opusParameters(String mid, int payloadType) {
        return RtpParameters.builder(List.of(opusCodec(payloadType)
                        .parameters(Map.of("useinbandfec", 1, "usedtx", 1, "foo", 222.222, "bar", "333"))
                        .build()))
                .mid(mid)
                .headerExtensions(List.of(
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 10),
                        RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 12)))
                .rtcp(new RtcpParameters("audio-1", null));
    }
}
