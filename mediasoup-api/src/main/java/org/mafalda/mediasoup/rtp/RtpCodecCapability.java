package org.mafalda.mediasoup.rtp;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.AppData;

/**
 * A codec within {@link RtpCapabilities}, or one of the media codecs that a router is to offer. Immutable.
 *
 * <p>There is one per combination of parameters that needs a payload type of its own, for instance one per H264
 * {@code packetization-mode} and {@code profile-level-id}.
 *
 * @param kind the kind of media; ORTC replaces it by what {@code mimeType} says
 * @param mimeType media type and subtype, for instance {@code "audio/opus"} or {@code "video/VP8"}
 * @param preferredPayloadType the preferred RTP payload type, 0 to 127; unset in the media codecs of a router:
 *     mediasoup chooses one (if given, use 96 to 127); set in all other capabilities
 * @param clockRate in Hertz
 * @param channels the number of audio channels, 0 to 255; default 1; unset for video
 * @param parameters codec specific parameters: strings and numbers; never null
 * @param rtcpFeedback the RTCP feedback messages for this codec; never null
 */
public record RtpCodecCapability(
        MediaKind kind,
        String mimeType,
        @Nullable Integer preferredPayloadType,
        int clockRate,
        @Nullable Integer channels,
        Map<String, @Nullable Object> parameters,
        List<RtcpFeedback> rtcpFeedback)
        implements RtpCodec {
    public RtpCodecCapability {
        RtpFields.given("kind", kind);
        RtpFields.given("mimeType", mimeType);
        RtpFields.range("preferredPayloadType", preferredPayloadType, 0, RtpFields.MAX_PAYLOAD_TYPE);
        RtpFields.range("clockRate", clockRate, 0, Integer.MAX_VALUE);
        RtpFields.range("channels", channels, 0, RtpFields.MAX_BYTE);
        parameters = AppData.normalize("parameters", parameters);
        rtcpFeedback = RtpFields.list("rtcpFeedback", rtcpFeedback);
    }

    /** An audio codec: {@code audio("audio/opus", 48000, 2).build()}. */
    public static Builder audio(String mimeType, int clockRate, int channels) {
        return new Builder(MediaKind.AUDIO, mimeType, clockRate, channels);
    }

    /** A video codec: {@code video("video/VP8", 90000).build()}. */
    public static Builder video(String mimeType, int clockRate) {
        return new Builder(MediaKind.VIDEO, mimeType, clockRate, null);
    }

    /** A builder that starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder(kind, mimeType, clockRate, channels);
        builder.preferredPayloadType = preferredPayloadType;
        builder.parameters = parameters;
        builder.rtcpFeedback = rtcpFeedback;
        return builder;
    }

    /** Builds an {@link RtpCodecCapability}. Not thread-safe. */
    public static final class Builder {
        private final MediaKind kind;
        private final String mimeType;
        private final int clockRate;
        private final @Nullable Integer channels;
        private @Nullable Integer preferredPayloadType;
        private Map<String, ? extends @Nullable Object> parameters = Map.of();
        private List<RtcpFeedback> rtcpFeedback = List.of();

        private Builder(MediaKind kind, String mimeType, int clockRate, @Nullable Integer channels) {
            this.kind = kind;
            this.mimeType = mimeType;
            this.clockRate = clockRate;
            this.channels = channels;
        }

        /** The preferred RTP payload type, 0 to 127; default: unset, mediasoup chooses. */
        public Builder preferredPayloadType(int preferredPayloadType) {
            this.preferredPayloadType = preferredPayloadType;
            return this;
        }

        /** Codec specific parameters: strings and numbers; default: none. */
        public Builder parameters(Map<String, ? extends @Nullable Object> parameters) {
            this.parameters = parameters;
            return this;
        }

        /** The RTCP feedback messages; default: none. Ignored in the media codecs of a router. */
        public Builder rtcpFeedback(List<RtcpFeedback> rtcpFeedback) {
            this.rtcpFeedback = rtcpFeedback;
            return this;
        }

        /** The codec. */
        public RtpCodecCapability build() {
            return new RtpCodecCapability(
                    kind,
                    mimeType,
                    preferredPayloadType,
                    clockRate,
                    channels,
                    Collections.unmodifiableMap(parameters),
                    rtcpFeedback);
        }
    }
}
