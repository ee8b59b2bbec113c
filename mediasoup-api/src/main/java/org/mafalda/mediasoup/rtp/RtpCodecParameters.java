package org.mafalda.mediasoup.rtp;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.AppData;

/**
 * A codec within {@link RtpParameters}. Immutable.
 *
 * @param mimeType media type and subtype, for instance {@code "audio/opus"} or {@code "video/VP8"}
 * @param payloadType the RTP payload type, unique within the parameters, 0 to 127
 * @param clockRate in Hertz
 * @param channels the number of audio channels, 0 to 255; default 1; unset for video
 * @param parameters codec specific parameters: strings and numbers; never null
 * @param rtcpFeedback the RTCP feedback messages for this codec; never null
 */
public record RtpCodecParameters(
        String mimeType,
        int payloadType,
        int clockRate,
        @Nullable Integer channels,
        Map<String, @Nullable Object> parameters,
        List<RtcpFeedback> rtcpFeedback)
        implements RtpCodec {
    public RtpCodecParameters {
        RtpFields.given("mimeType", mimeType);
        RtpFields.range("payloadType", payloadType, 0, RtpFields.MAX_PAYLOAD_TYPE);
        RtpFields.range("clockRate", clockRate, 0, Integer.MAX_VALUE);
        RtpFields.range("channels", channels, 0, RtpFields.MAX_BYTE);
        parameters = AppData.normalize("parameters", parameters);
        rtcpFeedback = RtpFields.list("rtcpFeedback", rtcpFeedback);
    }

    /** A builder: {@code builder("video/VP8", 101, 90000)}. */
    public static Builder builder(String mimeType, int payloadType, int clockRate) {
        return new Builder(mimeType, payloadType, clockRate);
    }

    /** A builder that starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder(mimeType, payloadType, clockRate);
        builder.channels = channels;
        builder.parameters = parameters;
        builder.rtcpFeedback = rtcpFeedback;
        return builder;
    }

    /** Builds {@link RtpCodecParameters}. Not thread-safe. */
    public static final class Builder {
        private final String mimeType;
        private final int payloadType;
        private final int clockRate;
        private @Nullable Integer channels;
        private Map<String, ? extends @Nullable Object> parameters = Map.of();
        private List<RtcpFeedback> rtcpFeedback = List.of();

        private Builder(String mimeType, int payloadType, int clockRate) {
            this.mimeType = mimeType;
            this.payloadType = payloadType;
            this.clockRate = clockRate;
        }

        /** The number of audio channels, 0 to 255; default: unset, which means 1 for audio. */
        public Builder channels(int channels) {
            this.channels = channels;
            return this;
        }

        /** Codec specific parameters: strings and numbers; default: none. */
        public Builder parameters(Map<String, ? extends @Nullable Object> parameters) {
            this.parameters = parameters;
            return this;
        }

        /** The RTCP feedback messages; default: none. */
        public Builder rtcpFeedback(List<RtcpFeedback> rtcpFeedback) {
            this.rtcpFeedback = rtcpFeedback;
            return this;
        }

        /** The codec. */
        public RtpCodecParameters build() {
            return new RtpCodecParameters(
                    mimeType, payloadType, clockRate, channels, Collections.unmodifiableMap(parameters), rtcpFeedback);
        }
    }
}
