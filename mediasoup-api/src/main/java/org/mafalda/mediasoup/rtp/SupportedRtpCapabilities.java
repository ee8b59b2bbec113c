package org.mafalda.mediasoup.rtp;

import static org.mafalda.mediasoup.rtp.MediaKind.AUDIO;
import static org.mafalda.mediasoup.rtp.MediaKind.VIDEO;
import static org.mafalda.mediasoup.rtp.RtpHeaderExtensionDirection.RECVONLY;
import static org.mafalda.mediasoup.rtp.RtpHeaderExtensionDirection.SENDRECV;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The codecs and RTP header extensions that mediasoup supports, out of which routers choose. */
public final class SupportedRtpCapabilities {
    private static final List<RtcpFeedback> NONE = List.of();
    private static final List<RtcpFeedback> TRANSPORT_CC = List.of(RtcpFeedback.of("transport-cc"));
    private static final List<RtcpFeedback> NACK_AND_TRANSPORT_CC =
            List.of(RtcpFeedback.of("nack"), RtcpFeedback.of("transport-cc"));
    private static final List<RtcpFeedback> VIDEO_FEEDBACK = List.of(
            RtcpFeedback.of("nack"),
            RtcpFeedback.of("nack", "pli"),
            RtcpFeedback.of("ccm", "fir"),
            RtcpFeedback.of("goog-remb"),
            RtcpFeedback.of("transport-cc"));

    private static final List<RtpCodecCapability> CODECS = List.of(
            audio("audio/opus", 48000, 2, NACK_AND_TRANSPORT_CC).build(),
            multiopus(4, "0,1,2,3", 2, 2),
            multiopus(6, "0,4,1,2,3,5", 4, 2),
            multiopus(8, "0,6,1,2,3,4,5,7", 5, 3),
            audio("audio/PCMU", 8000, 1, TRANSPORT_CC).preferredPayloadType(0).build(),
            audio("audio/PCMA", 8000, 1, TRANSPORT_CC).preferredPayloadType(8).build(),
            audio("audio/ISAC", 32000, 1, TRANSPORT_CC).build(),
            audio("audio/ISAC", 16000, 1, TRANSPORT_CC).build(),
            audio("audio/G722", 8000, 1, TRANSPORT_CC).preferredPayloadType(9).build(),
            audio("audio/iLBC", 8000, 1, TRANSPORT_CC).build(),
            audio("audio/SILK", 24000, 1, TRANSPORT_CC).build(),
            audio("audio/SILK", 16000, 1, TRANSPORT_CC).build(),
            audio("audio/SILK", 12000, 1, TRANSPORT_CC).build(),
            audio("audio/SILK", 8000, 1, TRANSPORT_CC).build(),
            audio("audio/CN", 32000, 1, NONE).preferredPayloadType(13).build(),
            audio("audio/CN", 16000, 1, NONE).preferredPayloadType(13).build(),
            audio("audio/CN", 8000, 1, NONE).preferredPayloadType(13).build(),
            audio("audio/telephone-event", 48000, 1, NONE).build(),
            audio("audio/telephone-event", 32000, 1, NONE).build(),
            audio("audio/telephone-event", 16000, 1, NONE).build(),
            audio("audio/telephone-event", 8000, 1, NONE).build(),
            video("video/VP8", Map.of()),
            video("video/VP9", Map.of()),
            video("video/H264", Map.of("level-asymmetry-allowed", 1)),
            video("video/AV1", Map.of()));

    private static final List<RtpHeaderExtension> HEADER_EXTENSIONS = List.of(
            extension(AUDIO, RtpHeaderExtensionUri.MID, 1, SENDRECV),
            extension(VIDEO, RtpHeaderExtensionUri.MID, 1, SENDRECV),
            extension(VIDEO, RtpHeaderExtensionUri.RTP_STREAM_ID, 2, RECVONLY),
            extension(VIDEO, RtpHeaderExtensionUri.REPAIRED_RTP_STREAM_ID, 3, RECVONLY),
            extension(AUDIO, RtpHeaderExtensionUri.ABS_SEND_TIME, 4, SENDRECV),
            extension(VIDEO, RtpHeaderExtensionUri.ABS_SEND_TIME, 4, SENDRECV),
            extension(AUDIO, RtpHeaderExtensionUri.TRANSPORT_WIDE_CC, 5, RECVONLY),
            extension(VIDEO, RtpHeaderExtensionUri.TRANSPORT_WIDE_CC, 5, SENDRECV),
            extension(AUDIO, RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 6, SENDRECV),
            extension(VIDEO, RtpHeaderExtensionUri.DEPENDENCY_DESCRIPTOR, 7, RECVONLY),
            extension(VIDEO, RtpHeaderExtensionUri.VIDEO_ORIENTATION, 8, SENDRECV),
            extension(VIDEO, RtpHeaderExtensionUri.TRANSMISSION_OFFSET, 9, SENDRECV),
            extension(AUDIO, RtpHeaderExtensionUri.ABS_CAPTURE_TIME, 10, SENDRECV),
            extension(VIDEO, RtpHeaderExtensionUri.ABS_CAPTURE_TIME, 10, SENDRECV),
            extension(AUDIO, RtpHeaderExtensionUri.PLAYOUT_DELAY, 11, SENDRECV),
            extension(VIDEO, RtpHeaderExtensionUri.PLAYOUT_DELAY, 11, SENDRECV),
            extension(AUDIO, RtpHeaderExtensionUri.PACKET_ID, 12, SENDRECV),
            extension(VIDEO, RtpHeaderExtensionUri.PACKET_ID, 12, SENDRECV));

    /**
     * Everything that mediasoup supports, normalised. Only codecs whose payload type is fixed by RFC 3551 have a
     * preferred payload type; a router gives one to the others.
     */
    public static final RtpCapabilities ALL =
            RtpValidation.capabilities("supportedRtpCapabilities", new RtpCapabilities(CODECS, HEADER_EXTENSIONS));

    private SupportedRtpCapabilities() {}

    private static RtpCodecCapability.Builder audio(
            String mimeType, int clockRate, int channels, List<RtcpFeedback> rtcpFeedback) {
        return RtpCodecCapability.audio(mimeType, clockRate, channels).rtcpFeedback(rtcpFeedback);
    }

    private static RtpCodecCapability multiopus(int channels, String mapping, int streams, int coupledStreams) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("channel_mapping", mapping);
        parameters.put("num_streams", streams);
        parameters.put("coupled_streams", coupledStreams);
        return audio("audio/multiopus", 48000, channels, NACK_AND_TRANSPORT_CC)
                .parameters(parameters)
                .build();
    }

    private static RtpCodecCapability video(String mimeType, Map<String, Object> parameters) {
        return RtpCodecCapability.video(mimeType, 90000)
                .parameters(parameters)
                .rtcpFeedback(VIDEO_FEEDBACK)
                .build();
    }

    private static RtpHeaderExtension extension(
            MediaKind kind, String uri, int id, RtpHeaderExtensionDirection direction) {
        return new RtpHeaderExtension(kind, uri, id, false, direction);
    }
}
